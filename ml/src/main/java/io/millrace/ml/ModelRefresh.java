package io.millrace.ml;

import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Settings;
import io.millrace.features.online.RedisAddress;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.online.ModelPublisher;
import java.util.List;
import java.util.Locale;

/** Renews the model of a pipeline; everything that the settings say of it is read before Spark starts. */
record ModelRefresh(String pipeline, MlConfig config, ModelPublisher publisher) {
    /** A part of it. */
    enum Step {
        TRAIN,
        EVALUATE,
        PROMOTE,
        PUBLISH;

        /** What the step is called on a command line. */
        String argument() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ModelRefresh from(Settings settings) {
        String pipeline = PipelineFile.of(settings).name();
        return new ModelRefresh(
                pipeline,
                MlConfig.from(settings),
                new ModelPublisher(new OnlineKeys(pipeline), RedisAddress.from(settings)));
    }

    /** Takes these steps, in this order. */
    void run(Lake lake, List<Step> steps) {
        try (var model = new ModelSteps(lake, pipeline, config)) {
            for (Step step : steps) {
                switch (step) {
                    case TRAIN -> model.train();
                    case EVALUATE -> model.evaluate();
                    case PROMOTE -> model.promote();
                    case PUBLISH -> model.publish(publisher);
                }
            }
        }
    }
}
