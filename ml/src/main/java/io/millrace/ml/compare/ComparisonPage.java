package io.millrace.ml.compare;

import io.millrace.ml.files.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A comparison as a page of text. */
public final class ComparisonPage {
    private static final List<String> METRICS =
            List.of("recall", "capped_recall", "ndcg", "precision", "map", "hit_rate", "coverage");

    private ComparisonPage() {}

    /** The page's lines. */
    public static List<String> lines(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        comparison.files().forEach(reading -> lines.add(file(reading)));
        Comparison.Size size = comparison.trained();
        lines.add("trained on %,d rows: %,d pairs of %,d users and %,d items"
                .formatted(size.rows(), size.pairs(), size.users(), size.items()));
        lines.add("judged by %,d users%s; what they had before is %s"
                .formatted(
                        comparison.judged(),
                        counts(" (not by ", comparison.passedOver(), ")"),
                        comparison.protocol().includesTrain() ? "ranked, too" : "left out"));
        lines.add("");
        lines.addAll(table(comparison));
        lines.add("");
        comparison.models().forEach(result -> lines.add(model(result)));
        return lines;
    }

    private static String file(Reading reading) {
        return "%s: %,d rows, %,d count%s"
                .formatted(
                        reading.file(), reading.rows(), reading.kept(), counts("; left out: ", reading.leftOut(), ""));
    }

    private static String counts(String before, Map<String, Long> counts, String after) {
        return counts.isEmpty()
                ? ""
                : counts.entrySet().stream()
                        .map(entry -> "%,d %s".formatted(entry.getValue(), entry.getKey()))
                        .collect(Collectors.joining(", ", before, after));
    }

    private static List<String> table(Comparison comparison) {
        List<String> lines = new ArrayList<>();
        var heading = new StringBuilder("%-18s".formatted(""));
        comparison.models().forEach(result -> heading.append("%12s".formatted(result.model())));
        lines.add(heading.toString());
        for (int length : comparison.protocol().lengths()) {
            for (String metric : METRICS) {
                String name = metric + "@" + length;
                var line = new StringBuilder("%-18s".formatted(name));
                comparison
                        .models()
                        .forEach(result ->
                                line.append("%12.4f".formatted(result.metrics().getOrDefault(name, 0.0))));
                lines.add(line.toString());
            }
        }
        return lines;
    }

    private static String model(Result result) {
        return "%-11s fitted in %.1f s, ranked in %.1f s%s"
                .formatted(result.model(), result.fitSeconds(), result.rankSeconds(), parameters("; ", result));
    }

    /** One trial of a search, on one line. */
    public static String trial(Result result, String metric) {
        return String.format(
                Locale.ROOT,
                "%-9s %s %.4f  %.1f s%s",
                result.model(),
                metric,
                result.metrics().get(metric),
                result.fitSeconds() + result.rankSeconds(),
                parameters("  ", result));
    }

    private static String parameters(String before, Result result) {
        return result.parameters().isEmpty()
                ? ""
                : result.parameters().entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", ", before, ""));
    }
}
