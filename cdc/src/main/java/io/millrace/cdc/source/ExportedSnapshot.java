package io.millrace.cdc.source;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A moment of the source that other connections can take as theirs, held still until this is closed; who has taken it
 * keeps it.
 *
 * <p>Its place in the log is exact: a transaction is visible in it if its commit record ends at or before {@link #lsn},
 * which is how the stream names commits, and is not visible else. No commit need end right there; which commit of the
 * stream is the last one in it, {@link io.millrace.cdc.engine.CommitTrail} finds out.
 */
public final class ExportedSnapshot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportedSnapshot.class);
    /** The server waits for every transaction that was open before. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String CANCELLED = "57014";

    private final Connection connection;
    private final String name;
    private final long lsn;

    private ExportedSnapshot(Connection connection, String name, long lsn) {
        this.connection = connection;
        this.name = name;
        this.lsn = lsn;
    }

    /**
     * Holds the source still. It takes a replication slot and a sender of the log for as long as it is open.
     *
     * @throws PipelineException of kind SOURCE if a transaction that was open before does not end within a minute, or the
     *     server has no slot or sender left
     */
    public static ExportedSnapshot take(SourceDatabase database) {
        String slot = "millrace_"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        String command = "CREATE_REPLICATION_SLOT %s TEMPORARY LOGICAL pgoutput EXPORT_SNAPSHOT".formatted(slot);
        Connection connection = database.connectForReplication();
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout((int) PATIENCE.toSeconds());
            try (ResultSet row = statement.executeQuery(command)) {
                row.next();
                return new ExportedSnapshot(
                        connection,
                        row.getString("snapshot_name"),
                        Position.parseLsn(row.getString("consistent_point")));
            }
        } catch (SQLException e) {
            closeQuietly(connection);
            throw failure(database, e);
        }
    }

    private static PipelineException failure(SourceDatabase database, SQLException e) {
        return CANCELLED.equals(e.getSQLState())
                ? new PipelineException(
                        FailureKind.SOURCE,
                        ("Cannot hold %s still within %d s: it waits for transactions that were open before; the oldest is"
                                        + " in: SELECT pid, xact_start, query FROM pg_stat_activity WHERE backend_xid IS NOT NULL"
                                        + " ORDER BY xact_start")
                                .formatted(database.source().url(), PATIENCE.toSeconds()),
                        e)
                : database.failure("hold the source still (is a replication slot free?)", e);
    }

    /** What {@code SET TRANSACTION SNAPSHOT} takes. */
    public String name() {
        return name;
    }

    /** Its place in the log. */
    public long lsn() {
        return lsn;
    }

    @Override
    public void close() {
        closeQuietly(connection);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A replication connection did not close", e);
        }
    }
}
