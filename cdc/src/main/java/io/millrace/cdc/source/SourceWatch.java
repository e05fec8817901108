package io.millrace.cdc.source;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives an idle database a sign of life in its log and looks at the slot, at an interval and on a connection of its own,
 * so that neither a slow answer nor a failed one touches the stream.
 *
 * <p>The sign is a transaction that consists of one logical message. It is in nobody's table, and being a transaction it
 * ends with a commit: a position like any other. A message outside a transaction would have no commit, and Debezium
 * forgets such a position when it resumes.
 */
public final class SourceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
    private static final String BEAT = "SELECT pg_logical_emit_message(true, 'millrace', 'heartbeat')";
    private static final String LOOK =
            """
            SELECT pg_current_wal_lsn()::text, coalesce(pg_current_wal_lsn() - restart_lsn, 0)::bigint, wal_status = 'lost',
                   pg_size_bytes(current_setting('max_slot_wal_keep_size')), safe_wal_size
              FROM pg_replication_slots WHERE slot_name = ?
            """;

    private final SourceDatabase database;
    private final Consumer<Sighting> sightings;
    private final Consumer<PipelineException> failed;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(SourceWatch::daemon);
    private final WalWarnings warnings;
    private Connection connection;

    /**
     * What was seen.
     *
     * @param end where the log ends
     * @param room log that the slot keeps from being removed
     */
    public record Sighting(long end, WalRoom room) {}

    /**
     * Makes a watch that does not look yet.
     *
     * @param failed hears why the stream cannot go on: the server removed log that the slot needs, or it is silent, and
     *     then the stream's own connection, on which silence means nothing, is likely to be as dead
     */
    public SourceWatch(SourceDatabase database, Consumer<Sighting> sightings, Consumer<PipelineException> failed) {
        this.database = database;
        this.sightings = sightings;
        this.failed = failed;
        this.warnings = new WalWarnings(database.source().slot());
    }

    /** Commits a transaction that touches nothing, so that the stream has an end of one after everything before. */
    public static void giveSignOfLife(SourceDatabase database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(BEAT);
        } catch (SQLException e) {
            throw database.failure("write a sign of life", e);
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "source-watch");
        thread.setDaemon(true);
        return thread;
    }

    public void start(Duration interval) {
        thread.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (connection == null || connection.isClosed()) {
                connection = database.connect();
                try (var statement = connection.createStatement()) {
                    // A sign of life need not outlive a server; its commit waits for no standby that is silent.
                    statement.execute("SET synchronous_commit = local");
                }
            }
            try (var statement = connection.createStatement()) {
                statement.execute(BEAT);
            }
            see();
        } catch (SQLException e) {
            LOG.warn("Cannot look at the source: {}", e.getMessage());
            closeConnection();
            if (e.getCause() instanceof SocketTimeoutException) {
                failed.accept(new PipelineException(
                        FailureKind.SOURCE,
                        "The database at %s has not answered for %d s (cdc.answer-within)"
                                .formatted(
                                        database.source().url(),
                                        database.answerWithin().toSeconds()),
                        e));
            }
        } catch (PipelineException e) {
            LOG.warn("Cannot look at the source: {}", e.getMessage());
        }
    }

    private void see() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(LOOK)) {
            query.setString(1, database.source().slot());
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return;
                }
                long retained = row.getLong(2);
                var room = WalRoom.of(retained, row.getLong(4), row.getLong(5));
                warnings.see(room);
                sightings.accept(new Sighting(Position.parseLsn(row.getString(1)), room));
                if (row.getBoolean(3)) {
                    failed.accept(new ChangesLostException(
                            "The database removed log that the replication slot %s still needed (max_slot_wal_keep_size)"
                                    .formatted(database.source().slot())));
                }
            }
        }
    }

    private void closeConnection() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("A broken connection did not close", e);
        }
        connection = null;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closeConnection();
    }
}
