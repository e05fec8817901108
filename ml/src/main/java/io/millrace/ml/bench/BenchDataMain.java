package io.millrace.ml.bench;

import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.Settings;
import io.millrace.features.FeaturesConfig;
import io.millrace.features.FeaturesJob;
import io.millrace.lakehouse.lake.Lake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a lake of this many users, items and plays, with features: what the training is measured on. */
public final class BenchDataMain {
    private BenchDataMain() {}

    public static void main(String[] args) {
        Entrypoint.exit("bench-data", () -> run(args));
    }

    private static void run(String... args) throws InterruptedException {
        Settings settings = Settings.load();
        write(Path.of(settings.text("pipeline")));
        Pipeline pipeline = PipelineFile.of(settings);
        var data = new BenchData(
                Long.parseLong(args[0]), Long.parseLong(args[1]), Long.parseLong(args[2]), Long.parseLong(args[3]));
        try (Lake lake = Lake.open("millrace-bench-data", settings)) {
            data.write(lake, pipeline.name());
            new FeaturesJob(lake, pipeline, FeaturesConfig.from(settings)).run();
        }
    }

    private static void write(Path file) {
        try {
            Files.writeString(file, BenchData.pipelineFile());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
