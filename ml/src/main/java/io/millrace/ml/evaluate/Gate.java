package io.millrace.ml.evaluate;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.util.Map;
import java.util.Optional;

/**
 * What a model must reach to become current.
 *
 * @param metric by which it is judged
 * @param margin by which share it must exceed popularity
 * @param tolerance by which share it may fall below the current model
 * @param minUsers with fewer users to judge by, no model passes
 */
public record Gate(boolean enabled, String metric, double margin, double tolerance, long minUsers) {
    public Gate {
        if (tolerance < 0 || minUsers < 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "ml.gate.tolerance and ml.gate.min-users must not be below zero, but are %s and %d"
                            .formatted(tolerance, minUsers));
        }
    }

    /** Reads the settings below {@code ml.gate}; the metric is NDCG of the judged length. */
    public static Gate from(Settings settings, int k) {
        return new Gate(
                settings.flag("ml.gate.enabled"),
                new Ndcg(k).name(),
                settings.decimal("ml.gate.margin"),
                settings.decimal("ml.gate.tolerance"),
                settings.bigNumber("ml.gate.min-users"));
    }

    /**
     * Judges a model.
     *
     * @param current the metrics of the current model, if there is one
     */
    public Verdict judge(Evaluation evaluation, Optional<Map<String, Double>> current) {
        if (!enabled) {
            return new Verdict(true, "the gate is open: ml.gate.enabled is false");
        }
        double reached = evaluation.metrics().getOrDefault(metric, 0.0);
        if (evaluation.users() < minUsers) {
            return rejected("only %d users to judge by, %d are needed (ml.gate.min-users)"
                    .formatted(evaluation.users(), minUsers));
        }
        double popular = evaluation.baseline().getOrDefault(metric, 0.0);
        double bound = popular * (1 + margin);
        if (!(reached > bound)) {
            return rejected("%s is %.4f and must exceed %.4f, popularity's %.4f with the margin"
                    .formatted(metric, reached, bound, popular));
        }
        double before =
                current.map(metrics -> metrics.getOrDefault(metric, 0.0)).orElse(0.0);
        double floor = before * (1 - tolerance);
        if (reached < floor) {
            return rejected("%s is %.4f and must reach %.4f, the current model's %.4f less the tolerance"
                    .formatted(metric, reached, floor, before));
        }
        return new Verdict(
                true,
                "%s is %.4f; popularity has %.4f, the current model %s"
                        .formatted(metric, reached, popular, before > 0 ? "%.4f".formatted(before) : "none"));
    }

    private static Verdict rejected(String reason) {
        return new Verdict(false, reason);
    }
}
