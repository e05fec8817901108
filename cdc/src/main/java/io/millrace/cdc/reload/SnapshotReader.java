package io.millrace.cdc.reload;

import io.millrace.cdc.source.SourceDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that sees the source at one moment. */
final class SnapshotReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotReader.class);

    private final Connection connection;
    private final PGConnection postgres;

    private SnapshotReader(Connection connection) throws SQLException {
        this.connection = connection;
        this.postgres = connection.unwrap(PGConnection.class);
    }

    /** Takes the moment that is held still under this name. */
    static SnapshotReader open(SourceDatabase database, String snapshot) throws SQLException {
        Connection connection = database.connectForRows();
        try {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            var reader = new SnapshotReader(connection);
            reader.execute("SET TRANSACTION SNAPSHOT " + reader.literal(snapshot));
            return reader;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A text as a literal of SQL. */
    String literal(String text) throws SQLException {
        return "'" + postgres.escapeLiteral(text) + "'";
    }

    /** Fails where this is not a query by itself: within COPY a text could end the query and go on with another command. */
    void requireQuery(String query) throws SQLException {
        execute("SELECT FROM (" + query + ") AS asked LIMIT 0");
    }

    /** The rows of a query, each a line of COPY's text format. */
    CopyOut copy(String query) throws SQLException {
        return postgres.getCopyAPI().copyOut("COPY (%s) TO STDOUT".formatted(query));
    }

    /** Something that may fail without ending the transaction, and that leaves no lock behind. */
    void attempt(Attempt attempt) throws SQLException, InterruptedException {
        Savepoint before = connection.setSavepoint();
        try {
            attempt.run();
        } catch (SQLException | RuntimeException e) {
            // What gives up amid an answer leaves a transaction in which nothing more can be asked.
            rollback(before, e);
            throw e;
        }
        connection.rollback(before);
    }

    private void rollback(Savepoint before, Exception failure) {
        try {
            connection.rollback(before);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** What may fail. */
    @FunctionalInterface
    interface Attempt {
        void run() throws SQLException, InterruptedException;
    }

    /** Ends it at once, also in the middle of an answer; for another thread. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("A connection did not end", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection did not close", e);
        }
    }
}
