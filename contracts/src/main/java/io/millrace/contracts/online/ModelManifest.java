package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a model is, what it was made from and how good it was; kept with the model on the lake and beside its factors.
 *
 * @param model the model's id
 * @param position of the interactions it was trained on
 * @param asOf the moment to which strengths were decayed
 * @param halfLife of an interaction; nothing where age does not matter
 * @param rank length of a factor
 * @param regularization lambda of Spark's ALS, scaled by the number of interactions
 * @param alpha what a strength adds to the confidence
 * @param iterations sweeps of ALS
 * @param seed of the initial factors
 * @param users distinct users in training
 * @param items items that have a factor
 * @param itemParts into how many parts the factors are cut
 * @param tables Delta version of each table that was read, by name
 * @param metrics of the model on data later than it saw, higher is better, such as {@code ndcg@10}
 * @param baseline the same metrics of popularity on the same data
 * @param codeVersion version of Millrace that trained it
 * @param search what the latest search over parameters had found by then
 */
public record ModelManifest(
        String model,
        Position position,
        Instant asOf,
        Optional<Duration> halfLife,
        int rank,
        double regularization,
        double alpha,
        int iterations,
        long seed,
        long users,
        long items,
        int itemParts,
        Map<String, Long> tables,
        Map<String, Double> metrics,
        Map<String, Double> baseline,
        Instant trainedAt,
        String codeVersion,
        Optional<ParameterSearch> search) {
    public ModelManifest {
        tables = new TreeMap<>(tables);
        metrics = new TreeMap<>(metrics);
        baseline = new TreeMap<>(baseline);
    }
}
