package io.millrace.ml.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.als.Factors;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models of a pipeline on the lake: a folder for each, with its factors as Delta tables and its papers as JSON, and
 * two pointers, one to the latest candidate and one to the current model. A pointer moves when all that it points to is
 * there. Rejected candidates stay, with the reason.
 */
public final class ModelRegistry {
    private static final String CANDIDATE_POINTER = "candidate.json";
    private static final String CURRENT_POINTER = "current.json";

    private final Lake lake;
    private final String schema;

    public ModelRegistry(Lake lake, LakeNames names) {
        this.lake = lake;
        this.schema = names.modelsSchema();
    }

    private record Pointer(String model) {}

    /** Keeps a trained model and makes it the latest candidate. */
    public void add(Candidate candidate, Factors factors) {
        Position position = candidate.features().position();
        String model = candidate.model();
        lake.overwrite(factors.items().coalesce(1), schema, model + "/item_factors", position);
        lake.overwrite(factors.users().coalesce(1), schema, model + "/user_factors", position);
        write(model + "/candidate.json", candidate);
        write(CANDIDATE_POINTER, new Pointer(model));
    }

    /**
     * Removes all but the newest models; the current one and the latest candidate stay in any case.
     *
     * @param kept how many stay
     */
    public void forgetAllBut(int kept) {
        Set<String> pointedAt = Stream.of(CANDIDATE_POINTER, CURRENT_POINTER)
                .flatMap(pointer -> read(pointer, Pointer.class).stream())
                .map(Pointer::model)
                .collect(Collectors.toSet());
        // Models are named by the moment of their training.
        List<String> models = lake.folders(lake.location(schema, "")).stream()
                .filter(name -> lake.readText(lake.location(schema, name + "/candidate.json"))
                        .isPresent())
                .toList();
        models.stream()
                .limit(Math.max(0, models.size() - kept))
                .filter(model -> !pointedAt.contains(model))
                .forEach(model -> lake.remove(lake.location(schema, model)));
    }

    /** The factors of a model, each row with id (a number of the dictionary) and features. */
    public Factors factors(String model) {
        return new Factors(lake.read(schema, model + "/user_factors"), lake.read(schema, model + "/item_factors"));
    }

    /**
     * The model that was trained last.
     *
     * @throws PipelineException of kind NOT_READY if none was
     */
    public Candidate candidate() {
        String model = read(CANDIDATE_POINTER, Pointer.class)
                .map(Pointer::model)
                .orElseThrow(() -> missing("a trained model", "train"));
        return read(model + "/candidate.json", Candidate.class).orElseThrow(() -> missing(model, "train"));
    }

    /** Keeps how a candidate was judged, with its manifest. */
    public void judge(Candidate candidate, Judgement judgement) {
        write(candidate.model() + "/evaluation.json", judgement);
        write(candidate.model() + "/manifest.json", candidate.manifest(judgement.evaluation()));
    }

    /**
     * How a candidate was judged.
     *
     * @throws PipelineException of kind NOT_READY if it was not
     */
    public Judgement judgement(Candidate candidate) {
        return read(candidate.model() + "/evaluation.json", Judgement.class)
                .orElseThrow(() -> missing("an evaluation of " + candidate.model(), "evaluate"));
    }

    /** Makes a judged model the current one. */
    public void promote(Candidate candidate) {
        write(CURRENT_POINTER, new Pointer(candidate.model()));
    }

    /** The manifest of the current model; nothing before the first was promoted. */
    public Optional<ModelManifest> current() {
        return read(CURRENT_POINTER, Pointer.class).map(pointer -> read(
                        pointer.model() + "/manifest.json", ModelManifest.class)
                .orElseThrow(() -> missing("the manifest of " + pointer.model(), "train, evaluate and promote")));
    }

    private void write(String name, Object document) {
        try {
            lake.writeText(lake.location(schema, name), Json.mapper().writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A paper of a model can be written as JSON", e);
        }
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        String location = lake.location(schema, name);
        return lake.readText(location).map(text -> {
            try {
                return Json.mapper().readValue(text, type);
            } catch (JsonProcessingException e) {
                throw new PipelineException(
                        FailureKind.LAKE, "%s is not what this version wrote; train again".formatted(location), e);
            }
        });
    }

    private PipelineException missing(String what, String step) {
        return new PipelineException(
                FailureKind.NOT_READY,
                "%s/%s has no %s; run the step '%s' first".formatted(lake.root(), schema, what, step));
    }
}
