package io.millrace.ml.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.ParameterSearch;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.LakeFiles;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What is written about the models of a pipeline: small files of JSON on the lake, which are read without Spark.
 *
 * <p>Which model is current is the newest of numbered promotions. Each is written only if nobody wrote that number
 * before, so that who decides by an outdated state is told, and undoes nothing.
 */
public final class ModelPapers {
    private static final String CANDIDATE_POINTER = "candidate.json";
    private static final String SHADOW = "shadow.json";
    private static final String FOUND = "_search/found.json";
    private static final String PROMOTIONS = "promotions";
    private static final String PROMOTION = "%012d.json";
    private static final String PROMOTION_FILE = "\\d{12}\\.json";
    private static final int KEPT_PROMOTIONS = 100;

    private final LakeFiles files;
    private final String folder;
    private final Clock clock;

    /**
     * The papers of the pipeline with these names.
     *
     * @param root folder of all tables
     */
    public ModelPapers(LakeFiles files, String root, LakeNames names) {
        this(files, root, names, Clock.systemUTC());
    }

    ModelPapers(LakeFiles files, String root, LakeNames names, Clock clock) {
        this.files = files;
        this.folder = LakeNames.location(root, names.modelsSchema(), "");
        this.clock = clock;
    }

    private record Pointer(String model) {}

    /** The models that were trained and are still kept; the oldest first. */
    public List<String> models() {
        // Models are named by the moment of their training.
        return files.folders(folder).stream()
                .filter(name -> files.read(folder + candidateFile(name)).isPresent())
                .toList();
    }

    /** What is known of a trained model; nothing if there is no such model. */
    public Optional<Candidate> candidate(String model) {
        return read(candidateFile(model), Candidate.class);
    }

    private static String candidateFile(String model) {
        return model + "/candidate.json";
    }

    void write(Candidate candidate) {
        write(candidateFile(candidate.model()), candidate);
        write(CANDIDATE_POINTER, new Pointer(candidate.model()));
    }

    /** The id of the model that was trained last. */
    public Optional<String> latest() {
        return read(CANDIDATE_POINTER, Pointer.class).map(Pointer::model);
    }

    /** How a model was judged; nothing if it was not. */
    public Optional<Judgement> judgement(String model) {
        return read(model + "/evaluation.json", Judgement.class);
    }

    /** The manifest of a model; nothing before it was judged. */
    public Optional<ModelManifest> manifest(String model) {
        return read(model + "/manifest.json", ModelManifest.class);
    }

    void write(Candidate candidate, Judgement judgement) {
        write(candidate.model() + "/evaluation.json", judgement);
        write(candidate.model() + "/manifest.json", candidate.manifest(judgement.evaluation()));
    }

    /** What the latest search over parameters has found; nothing before one was finished. */
    public Optional<ParameterSearch> search() {
        return read(FOUND, ParameterSearch.class);
    }

    void write(ParameterSearch found) {
        write(FOUND, found);
    }

    /** The latest model that was shadowed; nothing before the first was. It is over if another promotion came since. */
    public Optional<Shadow> shadow() {
        return read(SHADOW, Shadow.class);
    }

    /** Notes that a model is shadowed, or what came of it, in the place of the one before. */
    public void write(Shadow shadow) {
        write(SHADOW, shadow);
    }

    /** How the current model became current; nothing before the first did. */
    public Optional<Promotion> promotion() {
        List<String> names = promotions();
        return names.isEmpty()
                ? Optional.empty()
                : read(PROMOTIONS + "/" + names.get(names.size() - 1), Promotion.class);
    }

    private List<String> promotions() {
        return files.files(folder + PROMOTIONS).stream()
                .filter(name -> name.matches(PROMOTION_FILE))
                .toList();
    }

    /**
     * Makes a model current.
     *
     * @param current as it was when this was decided
     * @throws PipelineException of kind NOT_READY if another model became current since
     */
    public Promotion promote(String model, Optional<Promotion> current) {
        return write(Promotion.of(model, current, clock.instant()));
    }

    /**
     * Makes one of the models before current again.
     *
     * @throws PipelineException of kind NOT_READY if another model became current since
     */
    public Promotion rollBack(String model, Promotion current) {
        return write(current.rolledBackTo(model, clock.instant()));
    }

    private Promotion write(Promotion next) {
        String file = PROMOTIONS + "/" + PROMOTION.formatted(next.number());
        if (!files.create(folder + file, json(next))) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "%s does not become current: %s did meanwhile; look at './millrace models list' and decide again"
                            .formatted(
                                    next.model(),
                                    promotion().map(Promotion::model).orElse("another model")));
        }
        return next;
    }

    /** Removes promotions that nobody asks for any more. */
    void forgetOldPromotions() {
        List<String> names = promotions();
        names.stream()
                .limit(Math.max(0, names.size() - KEPT_PROMOTIONS))
                .forEach(name -> files.remove(folder + PROMOTIONS + "/" + name));
    }

    void remove(String model) {
        files.remove(folder + model);
    }

    private void write(String name, Object document) {
        files.write(folder + name, json(document));
    }

    private static String json(Object document) {
        try {
            return Json.mapper().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A paper of a model can be written as JSON", e);
        }
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        String location = folder + name;
        return files.read(location).map(text -> {
            try {
                return Json.mapper().readValue(text, type);
            } catch (JsonProcessingException e) {
                throw new PipelineException(
                        FailureKind.LAKE, "%s is not what this version wrote; train again".formatted(location), e);
            }
        });
    }

    /** Says that something is not there. */
    PipelineException missing(String what, String step) {
        return new PipelineException(
                FailureKind.NOT_READY, "%s has no %s; run the step '%s' first".formatted(folder, what, step));
    }
}
