package io.millrace.ml.registry;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.ParameterSearch;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.als.Factors;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The models of a pipeline on the lake: a folder for each, with its factors as Delta tables and its papers as JSON. A
 * model becomes the latest candidate, and the current model, when all that belongs to it is there. Rejected candidates
 * stay, with the reason.
 */
public final class ModelRegistry {
    private final Lake lake;
    private final String schema;
    private final ModelPapers papers;

    public ModelRegistry(Lake lake, LakeNames names) {
        this.lake = lake;
        this.schema = names.modelsSchema();
        this.papers = new ModelPapers(lake.files(), lake.root(), names);
    }

    /** Keeps a trained model and makes it the latest candidate. */
    public void add(Candidate candidate, Factors factors) {
        Position position = candidate.features().position();
        String model = candidate.model();
        lake.overwrite(factors.items().coalesce(1), schema, model + "/item_factors", position);
        lake.overwrite(factors.users().coalesce(1), schema, model + "/user_factors", position);
        papers.write(candidate);
    }

    /**
     * Removes all but the newest models; the current one, the one that is shadowed, those that a rollback goes to and
     * the latest candidate stay in any case.
     *
     * @param kept how many stay
     * @param waysBack how many models before the current one stay
     */
    public void forgetAllBut(int kept, int waysBack) {
        Set<String> needed = new HashSet<>();
        papers.latest().ifPresent(needed::add);
        papers.promotion().ifPresent(promotion -> {
            papers.shadow()
                    .filter(shadow -> shadow.isBeside(promotion))
                    .map(Shadow::model)
                    .ifPresent(needed::add);
            needed.add(promotion.model());
            needed.addAll(promotion.before(waysBack));
        });
        List<String> models = papers.models();
        models.stream()
                .limit(Math.max(0, models.size() - kept))
                .filter(model -> !needed.contains(model))
                .forEach(papers::remove);
        papers.forgetOldPromotions();
    }

    /** Keeps what a search over parameters has found, in the place of what the one before found. */
    public void keep(ParameterSearch found) {
        papers.write(found);
    }

    /** What the latest search over parameters has found; nothing before one was finished. */
    public Optional<ParameterSearch> search() {
        return papers.search();
    }

    /** The factors of a model, each row with id (a number of the dictionary) and features. */
    public Factors factors(String model) {
        return new Factors(lake.read(schema, model + "/user_factors"), lake.read(schema, model + "/item_factors"));
    }

    /** Keeps the item factors by which a candidate is judged, fitted to the earlier part of its events. */
    public void addTrial(Candidate candidate, Dataset<Row> items) {
        lake.overwrite(
                items.coalesce(1),
                schema,
                candidate.model() + "/trial_item_factors",
                candidate.features().position());
    }

    /** The item factors of a model; nothing if they are gone. */
    public Optional<Dataset<Row>> items(String model) {
        return ifThere(model + "/item_factors");
    }

    /** The item factors by which a model was judged; nothing for a model of an earlier version. */
    public Optional<Dataset<Row>> trialItems(String model) {
        return ifThere(model + "/trial_item_factors");
    }

    private Optional<Dataset<Row>> ifThere(String table) {
        return lake.exists(schema, table) ? Optional.of(lake.read(schema, table)) : Optional.empty();
    }

    /** What is known of a trained model; nothing if it is not kept. */
    public Optional<Candidate> kept(String model) {
        return papers.candidate(model);
    }

    /** How a model was judged; nothing if it was not. */
    public Optional<Judgement> judged(String model) {
        return papers.judgement(model);
    }

    /**
     * The model that was trained last.
     *
     * @throws PipelineException of kind NOT_READY if none was
     */
    public Candidate candidate() {
        String model = papers.latest().orElseThrow(() -> papers.missing("a trained model", "train"));
        return papers.candidate(model).orElseThrow(() -> papers.missing(model, "train"));
    }

    /** Keeps how a candidate was judged, with its manifest. */
    public void judge(Candidate candidate, Judgement judgement) {
        papers.write(candidate, judgement);
    }

    /**
     * How a candidate was judged.
     *
     * @throws PipelineException of kind NOT_READY if it was not
     */
    public Judgement judgement(Candidate candidate) {
        return papers.judgement(candidate.model())
                .orElseThrow(() -> papers.missing("an evaluation of " + candidate.model(), "evaluate"));
    }

    /** How the current model became current; nothing before the first did. */
    public Optional<Promotion> promotion() {
        return papers.promotion();
    }

    /** The latest model that was shadowed; it is over if another promotion came since. */
    public Optional<Shadow> shadow() {
        return papers.shadow();
    }

    /** Has a judged model ranked for live requests beside the current one. */
    public void shadow(Shadow shadow) {
        papers.write(shadow);
    }

    /**
     * The manifest of a model that was judged.
     *
     * @throws PipelineException of kind NOT_READY if it is gone
     */
    public ModelManifest manifest(String model) {
        return papers.manifest(model)
                .orElseThrow(() -> papers.missing("the manifest of " + model, "train, evaluate and promote"));
    }

    /**
     * Makes a judged model the current one.
     *
     * @param current as it was when the model was judged
     * @throws PipelineException of kind NOT_READY if another model became current since
     */
    public void promote(Candidate candidate, Optional<Promotion> current) {
        papers.promote(candidate.model(), current);
    }
}
