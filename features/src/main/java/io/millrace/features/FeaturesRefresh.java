package io.millrace.features;

import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Settings;
import io.millrace.features.online.FeaturesPublisher;
import io.millrace.features.online.RedisAddress;
import io.millrace.lakehouse.lake.Lake;

/**
 * Renews the features of a pipeline; everything that the settings say of it is read before Spark starts.
 *
 * @param redis where they are published
 */
public record FeaturesRefresh(Pipeline pipeline, FeaturesConfig config, RedisAddress redis) {
    /** As the settings say. */
    public static FeaturesRefresh from(Settings settings) {
        return new FeaturesRefresh(
                PipelineFile.of(settings), FeaturesConfig.from(settings), RedisAddress.from(settings));
    }

    /** Computes the tables from the latest cut of the lake, and publishes them. */
    public void run(Lake lake) throws InterruptedException {
        publish(lake, compute(lake));
    }

    FeaturesManifest compute(Lake lake) throws InterruptedException {
        return new FeaturesJob(lake, pipeline, config).run();
    }

    void publish(Lake lake, FeaturesManifest features) throws InterruptedException {
        new FeaturesPublisher(lake, new OnlineKeys(pipeline.name()), redis, config.itemsPerPart()).publish(features);
    }
}
