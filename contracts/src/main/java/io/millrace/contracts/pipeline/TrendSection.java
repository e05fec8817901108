package io.millrace.contracts.pipeline;

import io.millrace.contracts.process.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads one trend. */
final class TrendSection {
    private static final int USUAL_RECENT = 1;
    private static final int USUAL_BASELINE = 24;

    private TrendSection() {}

    static Trend read(String name, YamlSection section, List<Measure> measures) {
        String measure = section.requiredText("measure");
        String by = section.requiredText("by");
        Window window = FiguresSection.choice(section, "window", MeasureSection.WINDOWS, Window.HOUR);
        Optional<Measure> found =
                measures.stream().filter(each -> each.name().equals(measure)).findFirst();
        found.ifPresentOrElse(
                any -> check(any, by, window, section),
                () -> unknown(
                        section,
                        "measure",
                        measure,
                        measures.stream().map(Measure::name).toList()));
        return new Trend(
                name,
                measure,
                by,
                window,
                number(section, "recent", USUAL_RECENT),
                number(section, "baseline", USUAL_BASELINE));
    }

    private static void check(Measure measure, String by, Window window, YamlSection section) {
        if (!measure.by().containsKey(by)) {
            unknown(section, "by", by, measure.by().keySet());
        }
        if (window == Window.ALL || !measure.windows().contains(window)) {
            section.problemAt(
                    "window",
                    "is '%s', but must be one of the windows of the measure '%s', and not all time"
                            .formatted(window.text(), measure.name()));
        }
    }

    private static void unknown(YamlSection section, String key, String word, Collection<String> known) {
        if (!word.isEmpty()) {
            section.problemAt(
                    key, "is '%s', which does not exist.%s".formatted(word, Suggestion.didYouMean(word, known)));
        }
    }

    private static int number(YamlSection section, String key, int usual) {
        int number = section.parsed(key, Integer::parseInt).orElse(usual);
        if (number < 1) {
            section.problemAt(key, "must be at least 1, but is %d".formatted(number));
        }
        return number;
    }
}
