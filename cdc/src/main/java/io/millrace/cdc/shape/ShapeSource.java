package io.millrace.cdc.shape;

import io.millrace.cdc.source.Publication;
import io.millrace.cdc.source.SourceCatalog;
import io.millrace.cdc.source.SourceDatabase;
import io.millrace.cdc.source.TableShape;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the catalog for the shapes of tables, on a connection of its own that is made when it is needed. */
final class ShapeSource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShapeSource.class);

    private final SourceDatabase database;
    private final String publication;
    private Connection connection;

    ShapeSource(SourceDatabase database) {
        this.database = database;
        this.publication = database.source().publication();
    }

    /** For each of the tables that is there, a text that is another one whenever its shape is. */
    Map<TableId, String> fingerprints(Collection<TableId> tables) throws SQLException {
        return new SourceCatalog(connected()).fingerprints(tables, publication);
    }

    /** The shape of a table, if it is there; one that the publication lacks comes into it, if that is allowed. */
    Optional<TableShape> shape(TableId table) throws SQLException {
        Optional<TableShape> shape = asked(table);
        return shape.isEmpty() || shape.get().published() ? shape : published(table, shape.get());
    }

    private Optional<TableShape> asked(TableId table) throws SQLException {
        Connection asked = connected();
        // One transaction, so that all that is asked is of one moment.
        asked.setAutoCommit(false);
        try {
            return new SourceCatalog(asked).shape(table, publication);
        } finally {
            asked.rollback();
            asked.setAutoCommit(true);
        }
    }

    /** Whatever is in the publication before the next look is in the stream after it. */
    private Optional<TableShape> published(TableId table, TableShape shape) throws SQLException {
        try {
            new Publication(database).ensure();
            return asked(table);
        } catch (PipelineException e) {
            LOG.warn("the changes of {} are not in the stream: {}", table, e.getMessage());
            return Optional.of(shape);
        }
    }

    /** Where the log ends, with commits that are visible and not written yet. */
    long end() throws SQLException {
        try (Statement statement = connected().createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_insert_lsn()::text")) {
            row.next();
            return Position.parseLsn(row.getString(1));
        }
    }

    private Connection connected() throws SQLException {
        if (connection == null || connection.isClosed()) {
            // The texts of missing values have to look as the stream's do.
            connection = database.connectForRows();
            connection.setNetworkTimeout(
                    Runnable::run, (int) database.answerWithin().toMillis());
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setReadOnly(true);
        }
        return connection;
    }

    /** The failure of a question, after which another connection is made. */
    PipelineException failed(SQLException cause) {
        close();
        return database.failure("look at the tables", cause);
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("A broken connection did not close", e);
        }
        connection = null;
    }
}
