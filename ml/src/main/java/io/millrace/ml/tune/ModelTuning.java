package io.millrace.ml.tune;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.features.FeatureTable;
import io.millrace.features.FeaturesManifest;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.MlConfig;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.als.ImplicitAls;
import io.millrace.ml.data.Dictionary;
import io.millrace.ml.data.HeldOut;
import io.millrace.ml.data.Ratings;
import io.millrace.ml.judge.FactorRanker;
import io.millrace.ml.registry.ModelRegistry;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * Compares parameters without the events that models are judged by, so that what is chosen here can be judged there.
 *
 * <p>Nothing on the lake is changed: a refresh may run at the same time.
 */
public record ModelTuning(Lake lake, String pipeline, MlConfig config) {
    private static final String CHECKPOINTS = "_tuning";

    /**
     * Tries every combination of the grid on the latest features, and tells of each as soon as it is judged.
     *
     * @throws io.millrace.contracts.process.PipelineException of kind NOT_READY before the first model was trained,
     *     because training gives the numbers that stand for ids
     */
    public void run(ParameterGrid grid, TuneReport report) {
        var names = new LakeNames(pipeline);
        new ModelRegistry(lake, names).candidate();
        var dictionary = new Dictionary(lake, names);
        FeaturesManifest features = FeaturesManifest.latest(lake, pipeline);
        Dataset<Row> events = Ratings.numbered(features.read(lake, FeatureTable.INTERACTION_EVENTS), dictionary)
                .persist(StorageLevel.MEMORY_AND_DISK());
        try (var data = HeldOut.forValidation(events, config.split(), features.interactionRule(), dictionary)) {
            report.begin(data.cutoff());
            for (AlsParameters parameters : grid.around(config.als())) {
                report.add(trial(parameters, data, lake.location(names.modelsSchema(), CHECKPOINTS)));
            }
            report.end();
        } finally {
            events.unpersist();
        }
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
