package io.millrace.features;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import java.util.List;

/**
 * Computes features from the latest cut of the lake and publishes them to Redis, then ends. {@code compute} stops after
 * the tables; {@code publish} copies the tables that are there.
 */
public final class FeaturesMain {
    private static final String NAME = "features";
    private static final String SENTENCE = "computes features from the lake into tables and Redis."
            + " Arguments: all (default), compute (tables only) or publish (Redis only)";

    private FeaturesMain() {}

    public static void main(String[] args) {
        Entrypoint.run(NAME, SENTENCE, args, settings -> run(step(args), settings));
    }

    private static void run(Step step, Settings settings) throws InterruptedException {
        var refresh = FeaturesRefresh.from(settings);
        try (Lake lake = Lake.open("millrace-" + NAME, settings)) {
            switch (step) {
                case ALL -> refresh.run(lake);
                case COMPUTE -> refresh.compute(lake);
                case PUBLISH ->
                    refresh.publish(
                            lake,
                            FeaturesManifest.latest(lake, refresh.pipeline().name()));
            }
        }
    }

    private enum Step {
        ALL,
        COMPUTE,
        PUBLISH
    }

    private static Step step(String[] args) {
        List<String> known = List.of("all", "compute", "publish");
        String name = args.length == 0 ? known.get(0) : args[0];
        if (args.length > 1 || !known.contains(name)) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The features job takes one of %s, but got '%s'"
                            .formatted(String.join(", ", known), String.join(" ", args)));
        }
        return Step.values()[known.indexOf(name)];
    }
}
