package io.millrace.ml;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.features.FeaturesRefresh;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.ModelRefresh.Step;
import java.util.List;

/**
 * Does what the features job and the training job do, one after the other, in one process: on a small shop the start of
 * Spark takes longer than either.
 */
public final class RefreshMain {
    /** The root of the settings. */
    private static final String NAME = "ml";

    private static final String SENTENCE = "computes and publishes features, then trains, evaluates, promotes and"
            + " publishes a model. Arguments: none";

    private RefreshMain() {}

    public static void main(String[] args) {
        Entrypoint.run(NAME, SENTENCE, args, settings -> run(args, settings));
    }

    private static void run(String[] args, Settings settings) throws InterruptedException {
        if (args.length > 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The refresh takes no arguments, but got '%s'".formatted(String.join(" ", args)));
        }
        var features = FeaturesRefresh.from(settings);
        var model = ModelRefresh.from(settings);
        try (Lake lake = Lake.open("millrace-refresh", settings)) {
            features.run(lake);
            model.run(lake, List.of(Step.values()));
        }
    }
}
