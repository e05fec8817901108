package io.millrace.ml.evaluate;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a model must reach to become current.
 *
 * @param metric by which it is judged
 * @param margins for each rival's name by which share the model must exceed it; below zero, by which it may fall short
 * @param certainty by how many standard errors of the difference it must exceed popularity
 * @param ownCertainty by how many it must do better by the users' own tastes than by those of others
 * @param tolerance by which share it may fall short of the current model in one segment
 * @param minUsers with fewer users to judge by, no model passes, and a segment counts for nothing
 */
public record Gate(
        boolean enabled,
        String metric,
        Map<String, Double> margins,
        double certainty,
        double ownCertainty,
        double tolerance,
        long minUsers) {
    public Gate {
        margins = Map.copyOf(margins);
        if (certainty < 0 || ownCertainty < 0 || tolerance < 0 || minUsers < 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "ml.gate.certainty, own-certainty, segment-tolerance and min-users must not be below zero, but are %s, %s, %s and %d"
                            .formatted(certainty, ownCertainty, tolerance, minUsers));
        }
    }

    /** Reads the settings below {@code ml.gate}; the metric is NDCG of the judged length. */
    public static Gate from(Settings settings, int k) {
        return new Gate(
                settings.flag("ml.gate.enabled"),
                new Ndcg(k).name(),
                Map.of(
                        Rival.POPULARITY,
                        settings.decimal("ml.gate.margin"),
                        Rival.ITEM_KNN,
                        settings.decimal("ml.gate.item-knn-margin"),
                        Rival.CURRENT,
                        settings.decimal("ml.gate.current-margin")),
                settings.decimal("ml.gate.certainty"),
                settings.decimal("ml.gate.own-certainty"),
                settings.decimal("ml.gate.segment-tolerance"),
                settings.bigNumber("ml.gate.min-users"));
    }

    /** Judges a model. */
    public Verdict judge(Evaluation evaluation) {
        if (!enabled) {
            return new Verdict(true, "the gate is open: ml.gate.enabled is false");
        }
        if (evaluation.users() == 0) {
            return new Verdict(
                    false, "there is nobody to judge by; a model that was never judged is promoted by hand alone");
        }
        if (evaluation.users() < minUsers) {
            return new Verdict(
                    false,
                    "only %d users to judge by, %d are needed (ml.gate.min-users)"
                            .formatted(evaluation.users(), minUsers));
        }
        return evaluation.rivals().stream()
                .flatMap(rival -> objection(evaluation, rival).stream())
                .findFirst()
                .map(objection -> new Verdict(false, objection))
                .orElseGet(() -> new Verdict(true, praise(evaluation)));
    }

    private Optional<String> objection(Evaluation evaluation, Rival rival) {
        if (!rival.compared()) {
            // Who knows nothing of the current model cannot say that another one is as good.
            return rival.name().equals(Rival.CURRENT)
                    ? Optional.of(
                            "the current model cannot be compared with: %s; './millrace models promote' replaces it by hand"
                                    .formatted(rival.note()))
                    : Optional.empty();
        }
        if (rival.name().equals(Rival.STRANGER)) {
            return strangerObjection(rival);
        }
        double margin = margins.getOrDefault(rival.name(), 0.0);
        double theirs = of(rival.metrics(), metric);
        double bound = theirs * (1 + margin);
        boolean popularity = rival.name().equals(Rival.POPULARITY);
        if (popularity) {
            bound = Math.max(bound, theirs + certainty * rival.error());
        }
        double reached = of(evaluation.metrics(), metric);
        // Nothing is not better than nothing.
        if (isBelow(reached, bound) || popularity && reached == 0) {
            return Optional.of(
                    text("%s is %.4f and must reach %.4f, %s has %.4f", metric, reached, bound, rival.name(), theirs));
        }
        return rival.name().equals(Rival.CURRENT) ? segmentObjection(evaluation, rival) : Optional.empty();
    }

    /** Popularity can be exceeded by luck; what a model has learned of single users cannot be so, or hardly ever. */
    private Optional<String> strangerObjection(Rival stranger) {
        double bound = ownCertainty * stranger.error();
        return ownCertainty > 0 && (isBelow(stranger.difference(), bound) || stranger.difference() <= 0)
                ? Optional.of(text(
                        "by the users' own tastes %s is better by %.4f than by those of others, and must be by %.4f: the model has learned too little of single users",
                        metric, stranger.difference(), bound))
                : Optional.empty();
    }

    private Optional<String> segmentObjection(Evaluation evaluation, Rival current) {
        for (Segment segment : Segment.values()) {
            String name = metric + segment.suffix();
            double theirs = of(current.metrics(), name);
            double bound = theirs * (1 - tolerance);
            double reached = of(evaluation.metrics(), name);
            if (evaluation.segments().getOrDefault(segment.code(), 0L) >= minUsers && isBelow(reached, bound)) {
                return Optional.of(text(
                        "%s is %.4f and must reach %.4f, the current model has %.4f", name, reached, bound, theirs));
            }
        }
        return Optional.empty();
    }

    private String praise(Evaluation evaluation) {
        var praise = new StringBuilder(text("%s is %.4f", metric, of(evaluation.metrics(), metric)));
        for (Rival rival : evaluation.rivals()) {
            praise.append(
                    rival.compared()
                            ? text("; %s has %.4f", rival.name(), of(rival.metrics(), metric))
                            : "; %s was not compared: %s".formatted(rival.name(), rival.note()));
        }
        return praise.toString();
    }

    /** What is no number has been reached by nobody, and reaches nothing. */
    private static boolean isBelow(double reached, double bound) {
        return reached < bound || Double.isNaN(reached) || Double.isNaN(bound);
    }

    private static double of(Map<String, Double> metrics, String name) {
        return metrics.getOrDefault(name, 0.0);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
