package io.millrace.lakehouse.lake;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import io.millrace.contracts.process.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the lake is and how Spark reaches it.
 *
 * @param root folder of all tables, such as {@code s3a://lake}, without a slash at its end
 * @param endpoint of an S3 store that is not Amazon's
 * @param sparkMaster where Spark runs unless spark-submit says it
 * @param vacuumEvery after how many versions a table that is replaced as a whole loses its old files
 */
public record LakeConfig(
        String root,
        Optional<URI> endpoint,
        String region,
        Secret accessKey,
        Secret secretKey,
        Optional<String> sparkMaster,
        int shufflePartitions,
        int vacuumEvery) {
    public LakeConfig {
        if (!URI.create(root).isAbsolute() || root.endsWith("/")) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "lake.root must name a file system and a folder without a slash at the end, such as s3a://lake,"
                            + " but is '%s'".formatted(root));
        }
        if (accessKey.isEmpty() != secretKey.isEmpty()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "lake.access-key and lake.secret-key are set both or neither");
        }
        if (shufflePartitions < 1) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "lakehouse.spark.shuffle-partitions must be at least 1, but is %d".formatted(shufflePartitions));
        }
        if (vacuumEvery < 1) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "lakehouse.vacuum-every must be at least 1, but is %d".formatted(vacuumEvery));
        }
    }

    /** The same with all tables below this folder of this machine. */
    public LakeConfig in(Path folder) {
        return new LakeConfig(
                folder.toUri().toString().replaceAll("/+$", ""),
                endpoint,
                region,
                accessKey,
                secretKey,
                sparkMaster,
                shufflePartitions,
                vacuumEvery);
    }

    /** The same with so many tasks at once where Spark runs in this process. */
    public LakeConfig withTasks(int tasks) {
        if (tasks < 1) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "lakehouse.tasks must be at least 1, but is %d".formatted(tasks));
        }
        return new LakeConfig(
                root,
                endpoint,
                region,
                accessKey,
                secretKey,
                sparkMaster.map(master -> master.startsWith("local") ? "local[%d]".formatted(tasks) : master),
                shufflePartitions,
                vacuumEvery);
    }

    /** Reads the settings below {@code lake} and {@code lakehouse.spark}. */
    public static LakeConfig from(Settings settings) {
        return new LakeConfig(
                settings.text("lake.root"),
                settings.optionalText("lake.endpoint").map(URI::create),
                settings.text("lake.region"),
                settings.secret("lake.access-key"),
                settings.secret("lake.secret-key"),
                settings.optionalText("lakehouse.spark.master"),
                settings.number("lakehouse.spark.shuffle-partitions"),
                settings.number("lakehouse.vacuum-every"));
    }
}
