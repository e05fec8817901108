package io.millrace.ml.tune;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.features.FeatureTable;
import io.millrace.features.FeaturesManifest;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.CodeVersion;
import io.millrace.ml.MlConfig;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.als.ImplicitAls;
import io.millrace.ml.data.Dictionary;
import io.millrace.ml.data.HeldOut;
import io.millrace.ml.data.Ratings;
import io.millrace.ml.judge.FactorRanker;
import io.millrace.ml.registry.ModelRegistry;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Compares parameters without the events that models are judged by, so that what is chosen here can be judged there.
 *
 * <p>Nothing that a refresh reads or writes is changed, so one may run at the same time.
 */
public record ModelTuning(Lake lake, String pipeline, MlConfig config) {
    private static final String CHECKPOINTS = "_tuning";
    private static final String SEARCH = "_search";

    /**
     * Tries parameters on the latest features, and tells of each as soon as it is judged. What is tried stays on the lake:
     * a search that was ended before its end goes on with what it has not tried yet, on the features that it began with.
     * What was found goes with every model that is trained from then on.
     *
     * @throws io.millrace.contracts.process.PipelineException of kind NOT_READY before the first model was trained,
     *     because training gives the numbers that stand for ids
     */
    public void run(Attempts attempts, TuneReport report) {
        var names = new LakeNames(pipeline);
        var registry = new ModelRegistry(lake, names);
        registry.candidate();
        var dictionary = new Dictionary(lake, names);
        KeptSearch search = KeptSearch.open(
                lake.files(),
                lake.location(names.modelsSchema(), SEARCH),
                FeaturesManifest.latest(lake, pipeline),
                question());
        FeaturesManifest features = search.features();
        Dataset<Row> events = Ratings.numbered(features.read(lake, FeatureTable.INTERACTION_EVENTS), dictionary)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try (var data = HeldOut.forValidation(events, config.split(), features.interactionRule(), dictionary)) {
            List<AlsParameters> all = attempts.around(config.als());
            report.begin(features.position(), data.cutoff(), all.size());
            for (AlsParameters parameters : all) {
                Optional<Trial> kept = search.trial(parameters);
                Trial trial =
                        kept.orElseGet(() -> trial(parameters, data, lake.location(names.modelsSchema(), CHECKPOINTS)));
                if (kept.isEmpty()) {
                    search.keep(trial);
                }
                report.add(trial, kept.isPresent());
            }
            registry.keep(report.end());
            search.finish();
        } finally {
            events.unpersist();
        }
    }

    /** Everything but the parameters that decides what a trial comes to. */
    private String question() {
        return "%s/%s/%s".formatted(config.split(), config.evaluation(), CodeVersion.current());
    }

    private Trial trial(AlsParameters parameters, HeldOut data, String checkpoints) {
        try (var als = new ImplicitAls(parameters, lake.spark(), checkpoints)) {
            return new Trial(
                    parameters,
                    config.evaluation()
                            .of(FactorRanker.of(config.k(), als.fit(data.ratings()), parameters), List.of(), data));
        }
    }
}
