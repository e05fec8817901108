package io.millrace.ml;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.FeatureTable;
import io.millrace.features.FeaturesManifest;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.als.Factors;
import io.millrace.ml.als.ImplicitAls;
import io.millrace.ml.data.Dictionary;
import io.millrace.ml.data.Dictionary.Kind;
import io.millrace.ml.data.HeldOut;
import io.millrace.ml.data.Ratings;
import io.millrace.ml.evaluate.Evaluation;
import io.millrace.ml.evaluate.Verdict;
import io.millrace.ml.judge.FactorRanker;
import io.millrace.ml.judge.Rivals;
import io.millrace.ml.online.ModelPublisher;
import io.millrace.ml.online.RecommendableItems;
import io.millrace.ml.online.Recommendations;
import io.millrace.ml.rank.ItemMatrix;
import io.millrace.ml.registry.Candidate;
import io.millrace.ml.registry.Judgement;
import io.millrace.ml.registry.ModelRegistry;
import io.millrace.ml.registry.Promotion;
import io.millrace.ml.registry.Shadow;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;

/**
 * The steps of a model's life on the lake. Each reads what the one before it left there, so that they run in one
 * process or in four.
 */
public final class ModelSteps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSteps.class);
    private static final DateTimeFormatter MODEL =
            DateTimeFormatter.ofPattern("'m'yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

    private static final String RECOMMENDATIONS = "recommendations";

    private final Lake lake;
    private final String pipeline;
    private final MlConfig config;
    private final LakeNames names;
    private final ModelRegistry registry;
    private final Dictionary dictionary;
    private final ImplicitAls als;

    public ModelSteps(Lake lake, String pipeline, MlConfig config) {
        this.lake = lake;
        this.pipeline = pipeline;
        this.config = config;
        this.names = new LakeNames(pipeline);
        this.registry = new ModelRegistry(lake, names);
        this.dictionary = new Dictionary(lake, names);
        this.als = new ImplicitAls(config.als(), lake.spark(), lake.location(names.modelsSchema(), "_checkpoints"));
    }

    /** Fits a model on all interactions of the latest features and keeps it as the candidate. */
    public Candidate train() {
        FeaturesManifest features = FeaturesManifest.latest(lake, pipeline);
        Dataset<Row> interactions = features.read(lake, FeatureTable.INTERACTIONS);
        dictionary.learn(Kind.USER, interactions.select("user"));
        dictionary.learn(Kind.ITEM, interactions.select("item"));
        Dataset<Row> ratings = cached(Ratings.of(interactions, dictionary));
        if (ratings.isEmpty()) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "The features of '%s' at %s have no interactions to train on; wait until there are some"
                            .formatted(pipeline, features.position()));
        }
        Factors factors = als.fit(ratings);
        Instant now = Instant.now();
        long items = factors.items().count();
        var candidate = new Candidate(
                MODEL.format(now),
                features,
                config.als(),
                factors.users().count(),
                items,
                Math.toIntExact((items + config.itemsPerPart() - 1) / config.itemsPerPart()),
                now,
                CodeVersion.current(),
                registry.search());
        registry.add(candidate, factors);
        registry.forgetAllBut(config.keptModels(), config.waysBack());
        ratings.unpersist();
        LOG.info(
                "trained {} on {} users and {} items at {} as of {}",
                candidate.model(),
                candidate.users(),
                candidate.items(),
                features.position(),
                features.asOf());
        return candidate;
    }

    /**
     * Judges the candidate: fits its parameters on what happened before a moment and ranks for what happened after, beside
     * popularity, item-kNN and the current model.
     */
    public Judgement evaluate() {
        Candidate candidate = registry.candidate();
        FeaturesManifest features = candidate.features();
        Dataset<Row> events =
                cached(Ratings.numbered(features.read(lake, FeatureTable.INTERACTION_EVENTS), dictionary));
        try (var data = HeldOut.forTest(events, config.split(), features.interactionRule(), dictionary)) {
            return judge(candidate, data);
        } finally {
            events.unpersist();
        }
    }

    private Judgement judge(Candidate candidate, HeldOut data) {
        Optional<Promotion> promotion = registry.promotion();
        Evaluation evaluation = data.ratings().isEmpty()
                ? Evaluation.byNobody()
                : contest(candidate, data, promotion.map(Promotion::model));
        var judgement = new Judgement(
                candidate.model(),
                data.cutoff(),
                evaluation,
                config.gate().judge(evaluation),
                promotion.map(Promotion::number).orElse(0L));
        registry.judge(candidate, judgement);
        LOG.info(
                "evaluated {} by {} users after {}; './millrace models show {}' tells all figures",
                candidate.model(),
                evaluation.users(),
                data.cutoff(),
                candidate.model());
        return judgement;
    }

    /** The candidate saw all events, so what is judged is a trial: the same parameters, fitted to the earlier part. */
    private Evaluation contest(Candidate candidate, HeldOut data, Optional<String> current) {
        // Its own, not those of the settings now: the verdict is about this model.
        AlsParameters parameters = candidate.parameters();
        Factors trial = als.fit(data.ratings(), parameters);
        registry.addTrial(candidate, trial.items());
        var ranker = FactorRanker.of(config.k(), trial, parameters);
        var rivals = new Rivals(
                registry,
                config.k(),
                config.neighbours(),
                others -> others.equals(parameters) ? trial : als.fit(data.ratings(), others));
        return config.evaluation()
                .of(ranker, rivals.of(ranker, data, current.filter(model -> !model.equals(candidate.model()))), data);
    }

    /**
     * Makes the candidate the current model if its verdict allows it; says whether. Where models are shadowed first, it
     * becomes the shadow of the current model instead, in the place of the one before.
     *
     * @throws PipelineException of kind NOT_READY if it was compared with a model that is no longer current
     */
    public boolean promote() {
        Candidate candidate = registry.candidate();
        Judgement judgement = registry.judgement(candidate);
        Verdict verdict = judgement.verdict();
        if (!verdict.accepted()) {
            LOG.warn("rejected {}: {}; the current model stays", candidate.model(), verdict.reason());
            return false;
        }
        Optional<Promotion> current = registry.promotion();
        if (current.map(Promotion::model).equals(Optional.of(candidate.model()))) {
            LOG.info("{} is current already", candidate.model());
            return true;
        }
        if (current.map(Promotion::number).orElse(0L) != judgement.promotion()) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "%s does not become current: %s did since it was evaluated; run the steps evaluate and promote again"
                            .formatted(
                                    candidate.model(),
                                    current.map(Promotion::model).orElse("another model")));
        }
        if (config.shadow().isAsked() && current.isPresent()) {
            shadow(candidate, current.get());
            return false;
        }
        registry.promote(candidate, current);
        LOG.info("promoted {}: {}", candidate.model(), verdict.reason());
        return true;
    }

    private void shadow(Candidate candidate, Promotion current) {
        Optional<Shadow> before = registry.shadow().filter(shadow -> shadow.isBeside(current));
        if (before.map(Shadow::model).equals(Optional.of(candidate.model()))) {
            LOG.info(
                    "{} is the shadow of {} already{}",
                    candidate.model(),
                    current.model(),
                    before.get().failure().map(why -> ", and failed: " + why).orElse(""));
            return;
        }
        before.filter(shadow -> shadow.failure().isEmpty())
                .ifPresent(shadow -> LOG.warn(
                        "{} gives way to {} and was not promoted; since {} it was not shadowed for {} (ml.shadow.time), or ranked for too few requests (ml.shadow.min-requests)",
                        shadow.model(),
                        candidate.model(),
                        shadow.since(),
                        config.shadow().time()));
        registry.shadow(new Shadow(candidate.model(), current.number(), Instant.now(), Optional.empty()));
        LOG.info(
                "{} passed the gate and is shadowed for {}",
                candidate.model(),
                config.shadow().time());
    }

    /**
     * Puts the current model where it is used, and the one that is shadowed beside it. Does nothing before a model is
     * current.
     *
     * @throws PipelineException of kind DATA_LOSS if Redis has a model that was promoted later than any on the lake
     */
    public void publish(ModelPublisher publisher) {
        Optional<Promotion> current = registry.promotion();
        if (current.isEmpty()) {
            LOG.warn("no model of {} has been promoted yet; nothing to publish", pipeline);
            return;
        }
        if (publish(publisher, current.get())) {
            return;
        }
        if (registry.promotion().equals(current)) {
            throw publisher.ahead();
        }
        LOG.info("another model than {} became current meanwhile", current.get().model());
        publish(publisher);
    }

    private boolean publish(ModelPublisher publisher, Promotion promotion) {
        ModelManifest model = registry.manifest(promotion.model());
        Factors factors = registry.factors(model.model());
        Dataset<Row> items = named(factors);
        boolean current = publisher.publish(
                model, items.select("item", "features"), promotion.at(), promotion.before(config.waysBack()));
        if (current) {
            publishShadow(publisher, promotion);
            recommend(model, factors, items, FeaturesManifest.latest(lake, pipeline));
        }
        return current;
    }

    private void publishShadow(ModelPublisher publisher, Promotion current) {
        Optional<Shadow> running = registry.shadow().filter(shadow -> shadow.isRunning(current));
        if (running.isEmpty()) {
            publisher.endShadow();
            return;
        }
        Shadow shadow = running.get();
        List<String> kept = new ArrayList<>(current.before(config.waysBack()));
        kept.add(current.model());
        publisher.shadow(
                new ShadowPointer(registry.manifest(shadow.model()), current.model(), shadow.since()),
                named(registry.factors(shadow.model())).select("item", "features"),
                kept);
    }

    /** The item factors of a model, with what the items are called. */
    private Dataset<Row> named(Factors factors) {
        return factors.items()
                .join(dictionary.numbers(Kind.ITEM).toDF("item", "id"), "id")
                .select("id", "item", "features");
    }

    /** Lists are made from the latest features, so that none is for a user, or shows an item, that is gone since. */
    private void recommend(ModelManifest model, Factors factors, Dataset<Row> items, FeaturesManifest features) {
        Dataset<Row> have = Ratings.numbered(features.read(lake, FeatureTable.INTERACTIONS), dictionary)
                .groupBy(col("user"), col("user_number").as("id"))
                .agg(collect_list("item_number").as("have"));
        ItemMatrix matrix = ItemMatrix.of(factors.items(), model.rank());
        RecommendableItems recommendable = RecommendableItems.of(
                items.join(features.read(lake, FeatureTable.ITEMS), "item").withColumnRenamed("id", "number"), matrix);
        Dataset<Row> lists = Recommendations.of(
                model.model(), config.recommendations(), factors.users().join(have, "id"), matrix, recommendable);
        lake.overwrite(lists, names.modelsSchema(), RECOMMENDATIONS, features.position());
        LOG.info("wrote the top {} of every user with {}", config.recommendations(), model.model());
    }

    private static Dataset<Row> cached(Dataset<Row> rows) {
        return rows.persist(StorageLevel.MEMORY_AND_DISK());
    }

    /** Removes what fitting left behind on the lake. */
    @Override
    public void close() {
        als.close();
    }
}
