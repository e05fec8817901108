package io.millrace.contracts.pipeline;

import io.millrace.contracts.event.EventType;
import io.millrace.contracts.process.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads the sections {@code measures}, {@code trends} and {@code rules} of a pipeline file. */
final class FiguresSection {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");

    private FiguresSection() {}

    static Figures read(YamlSection file, List<EventType> events) {
        List<Measure> measures =
                each(file.section("measures"), (name, measure) -> MeasureSection.read(name, measure, events));
        List<Trend> trends = each(file.section("trends"), (name, trend) -> TrendSection.read(name, trend, measures));
        return new Figures(
                measures, trends, each(file.section("rules"), (name, rule) -> RuleSection.read(name, rule, events)));
    }

    private static <T> List<T> each(YamlSection section, BiFunction<String, YamlSection, T> reader) {
        List<T> all = new ArrayList<>();
        section.sections().forEach((name, each) -> {
            checkName(name, each);
            all.add(reader.apply(name, each));
            each.close();
        });
        return all;
    }

    static void checkName(String name, YamlSection section) {
        if (!NAME.matcher(name).matches()) {
            section.problem("must be named by up to 40 letters, digits and underscores, a letter first");
        }
    }

    /**
     * A word out of a few.
     *
     * @param usual what stands in for one that is missing or unknown, so that reading can go on to the next problem
     */
    static <T> T choice(YamlSection section, String key, Map<String, T> known, T usual) {
        String word = section.requiredText(key);
        return word.isEmpty() ? usual : chosen(section, key, word, known, usual);
    }

    static <T> T chosen(YamlSection section, String key, String word, Map<String, T> known, T usual) {
        if (!known.containsKey(word)) {
            section.problemAt(
                    key,
                    "must be one of %s, but is '%s'.%s"
                            .formatted(
                                    String.join(", ", known.keySet()),
                                    word,
                                    Suggestion.didYouMean(word, known.keySet())));
        }
        return known.getOrDefault(word, usual);
    }
}
