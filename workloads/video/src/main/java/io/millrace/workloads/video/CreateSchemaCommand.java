package io.millrace.workloads.video;

import io.millrace.contracts.process.Entrypoint;
import io.millrace.workloads.video.database.VideoDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Creates the tables that are absent. */
@Command(name = "create-schema", description = "Create the tables where they are absent; nothing is dropped.")
final class CreateSchemaCommand implements Entrypoint.Work {
    @Mixin
    private DatabaseOptions options;

    @Override
    public void run() {
        try (Connection connection = options.database().open();
                var statement = connection.createStatement()) {
            statement.execute(VideoDatabase.script());
            connection.commit();
            System.out.println("The video service has its tables: viewers, titles, ratings");
        } catch (SQLException e) {
            throw VideoDatabase.refused("The tables cannot be created", e);
        }
    }
}
