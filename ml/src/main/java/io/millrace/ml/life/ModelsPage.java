package io.millrace.ml.life;

import io.millrace.ml.evaluate.Evaluation;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Models as text. */
public final class ModelsPage {
    private static final String LINE = "%-20s  %-20s  %8s  %4s  %-10s  %8s  %10s  %-5s  %s";

    private static final double MILLIS = 1000;

    private ModelsPage() {}

    /** A table of models. */
    public static List<String> table(List<ModelLine> models) {
        List<String> lines = new ArrayList<>();
        lines.add(
                LINE.formatted("MODEL", "TRAINED", "ITEMS", "RANK", "VERDICT", "NDCG", "POPULARITY", "REDIS", "STATE"));
        models.forEach(model -> lines.add(LINE.formatted(
                        model.model(),
                        model.trainedAt().truncatedTo(ChronoUnit.SECONDS),
                        model.items(),
                        model.rank(),
                        verdict(model),
                        ndcg(model.metrics()),
                        ndcg(model.popularity()),
                        model.online().map(here -> here ? "yes" : "no").orElse("?"),
                        state(model.wayBack()))
                .stripTrailing()));
        return lines;
    }

    private static String verdict(ModelLine model) {
        return model.accepted().map(fine -> fine ? "accepted" : "rejected").orElse("not judged");
    }

    private static String ndcg(Map<String, Double> metrics) {
        return metrics.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("ndcg@"))
                .filter(entry -> !entry.getKey().endsWith(Evaluation.WITH_BOUGHT))
                .map(entry -> String.format(Locale.ROOT, "%.4f", entry.getValue()))
                .findFirst()
                .orElse("-");
    }

    private static String state(Optional<Integer> wayBack) {
        return wayBack.map(way ->
                        way == 0 ? "current" : way == 1 ? "before it (rollback)" : "before, %d back".formatted(way))
                .orElse("");
    }

    /** All that is known of one model. */
    public static List<String> all(ModelLine model) {
        List<String> lines = new ArrayList<>();
        lines.add("model       " + model.model());
        lines.add("state       "
                + model.wayBack().map(way -> state(Optional.of(way))).orElse("not current"));
        lines.add("trained     %s, at position %s".formatted(model.trainedAt(), model.position()));
        lines.add("size        %,d users, %,d items, rank %d".formatted(model.users(), model.items(), model.rank()));
        lines.add("verdict     %s%s"
                .formatted(
                        verdict(model),
                        model.verdict().map(reason -> ": " + reason).orElse("")));
        lines.add(
                "in Redis    " + model.online().map(here -> here ? "yes" : "no").orElse("unknown"));
        model.metrics()
                .forEach((name, value) -> lines.add(String.format(
                        Locale.ROOT,
                        "%-20s %.4f   popularity %.4f",
                        name,
                        value,
                        model.popularity().getOrDefault(name, 0.0))));
        return lines;
    }

    /** What a switch did. */
    public static List<String> outcome(ModelSwitch.Outcome outcome) {
        String seconds = String.format(Locale.ROOT, "%.3f s", outcome.took().toMillis() / MILLIS);
        return List.of(
                outcome.before()
                        .map(before ->
                                "%s is current instead of %s, after %s".formatted(outcome.model(), before, seconds))
                        .orElseGet(() -> "%s is current".formatted(outcome.model())),
                outcome.published()
                        ? "Its factors were published again, and everyone's top list with them."
                        : "The API follows with its next look at Redis; the table of everyone's top list with the next refresh.");
    }
}
