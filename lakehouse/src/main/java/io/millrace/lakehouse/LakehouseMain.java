package io.millrace.lakehouse;

import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lake.LakeConfig;

/** Lands the changes of a pipeline in the lake and keeps its silver tables equal to the source. */
public final class LakehouseMain {
    private static final String NAME = "lakehouse";

    private LakehouseMain() {}

    public static void main(String[] args) {
        Entrypoint.run(NAME, "lands changes in the lake and keeps its tables equal to the source", args, settings -> {
            var config = LakehouseConfig.from(settings);
            var pipeline = PipelineFile.of(settings);
            try (Lake lake = Lake.open(
                    "millrace-lakehouse", LakeConfig.from(settings).withTasks(settings.number("lakehouse.tasks")))) {
                new Reopening(() -> new Lakehouse(lake, pipeline, config), config.reconnectFor()).run();
            }
        });
    }
}
