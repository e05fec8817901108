package io.millrace.cdc.source;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.postgresql.PGConnection;
import org.postgresql.replication.PGReplicationStream;

/** The log as the pipeline's slot shows it; looking does not move the slot. */
public final class SlotLog implements SourceLog {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_AGAIN_MILLIS = 20;
    private static final byte COMMIT = 'C';

    private final SourceDatabase database;
    private final ReplicationSlot slot;

    public SlotLog(SourceDatabase database, ReplicationSlot slot) {
        this.database = database;
        this.slot = slot;
    }

    @Override
    public long end() {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_lsn()::text")) {
            row.next();
            return Position.parseLsn(row.getString(1));
        } catch (SQLException e) {
            throw database.failure("ask where its log ends", e);
        }
    }

    @Override
    public boolean hasCommit(long lsn) {
        // So that a later commit comes, and the search has an end.
        SourceWatch.giveSignOfLife(database);
        try {
            slot.awaitFree();
            try (Connection connection = database.connectForReplication();
                    PGReplicationStream stream = stream(connection)) {
                return Long.compareUnsigned(firstCommitFrom(lsn, stream), lsn) == 0;
            }
        } catch (SQLException e) {
            throw database.failure("read its log again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(FailureKind.SOURCE, "Interrupted while the source's log was read again", e);
        }
    }

    private PGReplicationStream stream(Connection connection) throws SQLException {
        return connection
                .unwrap(PGConnection.class)
                .getReplicationAPI()
                .replicationStream()
                .logical()
                .withSlotName(database.source().slot())
                .withSlotOption("proto_version", 1)
                .withSlotOption("publication_names", database.source().publication())
                .withSlotOption("messages", true)
                // Else the driver would confirm what is only looked at.
                .withAutomaticFlush(false)
                .start();
    }

    private long firstCommitFrom(long lsn, PGReplicationStream stream) throws SQLException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(deadline)) {
            ByteBuffer message = stream.readPending();
            if (message == null) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } else if (message.get() == COMMIT) {
                // Flags and the commit record's own place, then where it ends.
                long end = message.getLong(message.position() + 1 + Long.BYTES);
                if (Long.compareUnsigned(end, lsn) >= 0) {
                    return end;
                }
                deadline = Instant.now().plus(PATIENCE);
            }
        }
        throw new PipelineException(
                FailureKind.SOURCE,
                "The replication slot %s did not bring the log up to %s within %d s"
                        .formatted(database.source().slot(), Position.lsnText(lsn), PATIENCE.toSeconds()));
    }
}
