package io.millrace.cdc.source;

import io.millrace.contracts.pipeline.Source;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.TextSession;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/**
 * How the source database is reached.
 *
 * @param answerWithin a connection on which a question is not answered for so long is given up; those for rows are not
 */
public record SourceDatabase(Source source, Duration answerWithin) {
    private static final String SECONDS_TO_CONNECT = "10";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    public SourceDatabase(Source source) {
        this(source, PATIENCE);
    }

    /**
     * A connection in autocommit mode, for the catalog; the caller closes it.
     *
     * @throws PipelineException of kind SOURCE if the database cannot be reached or refuses
     */
    public Connection connect() {
        return connect(impatient());
    }

    /** Without a limit a wire that no longer carries anything is waited for without end. */
    private Properties impatient() {
        var properties = new Properties();
        properties.setProperty("socketTimeout", Long.toString(answerWithin.toSeconds()));
        return properties;
    }

    /**
     * A connection that speaks the replication protocol; the caller closes it.
     *
     * @throws PipelineException of kind SOURCE if the role may not replicate, or no sender of the log is free
     */
    public Connection connectForReplication() {
        Properties properties = impatient();
        properties.setProperty("replication", "database");
        properties.setProperty("assumeMinServerVersion", "10");
        properties.setProperty("preferQueryMode", "simple");
        return connect(properties);
    }

    /**
     * A connection for reading rows whose texts look as the stream's do, whatever styles the role has, and that no limit
     * of the role cuts short; the caller closes it.
     *
     * @throws PipelineException of kind SOURCE if the database cannot be reached or refuses
     */
    public Connection connectForRows() {
        var properties = new Properties();
        properties.setProperty(
                "options", TextSession.OPTIONS + " -c statement_timeout=0 -c idle_in_transaction_session_timeout=0");
        return connect(properties);
    }

    private Connection connect(Properties properties) {
        properties.setProperty("user", source.user());
        properties.setProperty("password", source.password().reveal());
        properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
        properties.setProperty("loginTimeout", Long.toString(answerWithin.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "millrace-cdc");
        try {
            return DriverManager.getConnection(source.url(), properties);
        } catch (SQLException e) {
            throw new PipelineException(
                    FailureKind.SOURCE,
                    "Cannot connect to %s as %s: %s".formatted(source.url(), source.user(), e.getMessage()),
                    e);
        }
    }

    /** Who the server says it is. */
    public ClusterIdentity identity() {
        try (Connection connection = connectForReplication();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("IDENTIFY_SYSTEM")) {
            row.next();
            return new ClusterIdentity(row.getString("systemid"), row.getInt("timeline"));
        } catch (SQLException e) {
            throw failure("ask who it is", e);
        }
    }

    /** The failure of a question that the database did not answer. */
    public PipelineException failure(String what, SQLException cause) {
        return new PipelineException(
                FailureKind.SOURCE, "Cannot %s at %s: %s".formatted(what, source.url(), cause.getMessage()), cause);
    }
}
