package io.millrace.workloads.video;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.video.database.Catalogue;
import io.millrace.workloads.video.database.Catalogue.Sizes;
import io.millrace.workloads.video.database.VideoDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills an empty service with a made-up past. */
@Command(
        name = "generate",
        description = "Fill an empty service with titles, viewers and ratings; does nothing where there are titles.")
final class GenerateCommand implements Entrypoint.Work {
    @Mixin
    private DatabaseOptions options;

    @Option(names = "--viewers", defaultValue = "600", description = "default: ${DEFAULT-VALUE}")
    private int viewers;

    @Option(names = "--titles", defaultValue = "200", description = "default: ${DEFAULT-VALUE}")
    private int titles;

    @Option(names = "--ratings", defaultValue = "20000", description = "default: ${DEFAULT-VALUE}")
    private int ratings;

    @Option(names = "--seed", defaultValue = "42", description = "default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public void run() {
        if (viewers < 1 || titles < 1 || ratings < 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "There must be at least one viewer and one title, and no less than 0 ratings");
        }
        try (Connection connection = options.database().open()) {
            var catalogue = new Catalogue(connection);
            if (catalogue.isEmpty()) {
                catalogue.fill(new Sizes(viewers, titles, ratings), seed);
                connection.commit();
            }
            System.out.println("The video service holds " + catalogue.counts());
        } catch (SQLException e) {
            throw VideoDatabase.refused("The service cannot be filled", e);
        }
    }
}
