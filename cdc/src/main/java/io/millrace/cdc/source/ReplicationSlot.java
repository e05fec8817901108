package io.millrace.cdc.source;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The replication slot of the pipeline: what makes the database keep its log until it was read. */
public final class ReplicationSlot {
    private static final Duration RELEASE = Duration.ofSeconds(15);
    private static final Duration CREATION = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final SourceDatabase database;
    private final String name;

    public ReplicationSlot(SourceDatabase database) {
        this.database = database;
        this.name = database.source().slot();
    }

    /**
     * The slot as the server has it.
     *
     * @param confirmed everything before here may be removed from the log
     * @param activePid the server process that streams from it; 0 for none
     * @param lost whether the server has removed log that the slot needs
     */
    public record State(String plugin, String database, long confirmed, int activePid, boolean lost) {}

    /** The slot, if there is one of that name. */
    public Optional<State> find() {
        try (Connection connection = database.connect()) {
            return find(connection);
        } catch (SQLException e) {
            throw database.failure("look for the replication slot " + name, e);
        }
    }

    private Optional<State> find(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT plugin, database, confirmed_flush_lsn::text, coalesce(active_pid, 0), wal_status = 'lost'"
                        + " FROM pg_replication_slots WHERE slot_name = ?")) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String confirmed = row.getString(3);
                return Optional.of(new State(
                        row.getString(1),
                        row.getString(2),
                        confirmed == null ? 0 : Position.parseLsn(confirmed),
                        row.getInt(4),
                        row.getBoolean(5)));
            }
        }
    }

    /**
     * Waits until nobody streams from the slot: the server notices a reader's sudden end only after a moment.
     *
     * @throws PipelineException of kind SOURCE if somebody still does
     */
    public void awaitFree() throws InterruptedException {
        Instant deadline = Instant.now().plus(RELEASE);
        Optional<State> state = find();
        while (state.isPresent() && state.get().activePid() != 0) {
            if (Instant.now().isAfter(deadline)) {
                throw new PipelineException(
                        FailureKind.SOURCE,
                        ("The replication slot %s is in use by the server process %d: another capture of this pipeline"
                                        + " is running; stop it, or give this pipeline a slot of its own with source.slot")
                                .formatted(name, state.get().activePid()));
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
            state = find();
        }
    }

    /**
     * Makes the slot. It waits for every transaction that was open before.
     *
     * @return where its stream begins: every commit that ends after it comes, and no other
     * @throws PipelineException of kind SOURCE if that takes longer than a minute, or the server has no slot left
     */
    public long create() {
        try (Connection connection = database.connect();
                PreparedStatement create = connection.prepareStatement(
                        "SELECT lsn::text FROM pg_create_logical_replication_slot(?, 'pgoutput')")) {
            create.setQueryTimeout((int) CREATION.toSeconds());
            create.setString(1, name);
            try (ResultSet row = create.executeQuery()) {
                row.next();
                return Position.parseLsn(row.getString(1));
            }
        } catch (SQLException e) {
            throw database.failure("make the replication slot " + name, e);
        }
    }

    /** Removes the slot. */
    public void drop() {
        try (Connection connection = database.connect();
                PreparedStatement drop = connection.prepareStatement("SELECT pg_drop_replication_slot(?)")) {
            drop.setString(1, name);
            drop.execute();
        } catch (SQLException e) {
            throw database.failure("drop the replication slot " + name, e);
        }
    }
}
