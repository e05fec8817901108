package io.millrace.workloads.video.database;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Where the service's database is, and as whom to open it. */
public record VideoDatabase(String jdbcUrl, String user, Secret password) {
    public VideoDatabase {
        if (!jdbcUrl.startsWith("jdbc:postgresql:")) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The video service lives in Postgres: its URL must look like jdbc:postgresql://localhost:5432/video");
        }
    }

    /**
     * A new connection in which each transaction is committed on purpose.
     *
     * @throws PipelineException of kind SOURCE if the database is unreachable or refuses
     */
    public Connection open() {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.reveal());
        properties.setProperty("ApplicationName", "millrace-video");
        properties.setProperty("reWriteBatchedInserts", "true");
        try {
            Connection connection = DriverManager.getConnection(jdbcUrl, properties);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            throw refused(
                    "The database cannot be opened as %s; check that it runs, and MILLRACE_VIDEO_PASSWORD"
                            .formatted(user),
                    e);
        }
    }

    /** The SQL that creates the tables. */
    public static String script() {
        try (InputStream script = VideoDatabase.class.getResourceAsStream("schema.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What goes wrong in SQL, said as a failure of the source. */
    public static PipelineException refused(String what, SQLException cause) {
        return new PipelineException(
                FailureKind.SOURCE, "%s, because Postgres says: %s".formatted(what, cause.getMessage()), cause);
    }
}
