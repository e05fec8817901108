package io.millrace.ml.registry;

import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.ParameterSearch;
import io.millrace.features.FeaturesManifest;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.evaluate.Evaluation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A model that has been trained and not judged yet.
 *
 * @param model its id; ids of later models sort behind
 * @param features what it was trained on
 * @param users distinct users in training
 * @param items items that have a factor
 * @param search what the latest search over parameters had found by then
 */
public record Candidate(
        String model,
        FeaturesManifest features,
        AlsParameters parameters,
        long users,
        long items,
        int itemParts,
        Instant trainedAt,
        String codeVersion,
        Optional<ParameterSearch> search) {

    /** The manifest of the model, judged like this. */
    public ModelManifest manifest(Evaluation evaluation) {
        Map<String, Long> tables = new TreeMap<>();
        features.tables().forEach((name, version) -> tables.put(name, version.version()));
        return new ModelManifest(
                model,
                features.position(),
                features.asOf(),
                features.halfLife(),
                parameters.rank(),
                parameters.regularization(),
                parameters.alpha(),
                parameters.iterations(),
                parameters.seed(),
                users,
                items,
                itemParts,
                tables,
                evaluation.metrics(),
                evaluation.baseline(),
                trainedAt,
                codeVersion,
                search);
    }
}
