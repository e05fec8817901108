package io.millrace.cdc;

import io.millrace.cdc.kafka.CaptureRecord;
import io.millrace.cdc.kafka.StoredOffset;
import io.millrace.cdc.source.ChangesLostException;
import io.millrace.cdc.source.ClusterIdentity;
import io.millrace.cdc.source.ReplicationSlot;
import io.millrace.cdc.source.SourceLog;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Source;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides how a start goes on from what was before: it compares what capture remembers with what the database and the
 * broker have, and refuses where a gap could be between them, or begins another life of the source if it was told to.
 *
 * @param remembered what capture wrote of its source
 * @param stored how far it had read
 * @param slot the replication slot
 * @param log what the database can still tell
 */
record Continuity(
        Source source,
        ClusterIdentity identity,
        Optional<CaptureRecord> remembered,
        Optional<StoredOffset> stored,
        Optional<ReplicationSlot.State> slot,
        SourceLog log) {
    private static final int FIRST_INCARNATION = 1;

    /**
     * How to start.
     *
     * @param record what to remember before anything else is done; tables that it lacks are to be read as a whole
     * @param dropSlot whether the slot that is there is of no use
     * @param resumeFrom the position from which the stream goes on; nothing where it begins with a new slot
     * @param loss why changes may be missing before this start; nothing where none are
     */
    record Start(CaptureRecord record, boolean dropSlot, Optional<StoredOffset> resumeFrom, Optional<String> loss) {}

    /**
     * The way to start.
     *
     * @param resyncAfterLoss whether to begin anew where going on would leave a gap: with a new slot, a higher
     *     incarnation, and all tables to be read as a whole
     * @throws PipelineException of kind DATA_LOSS where going on would leave a gap, and CONFIGURATION where the pipeline
     *     file asks for what is not possible
     */
    Start decide(boolean resyncAfterLoss) {
        if (remembered.isEmpty()) {
            return first();
        }
        CaptureRecord record = remembered.get();
        Optional<String> loss = loss(record);
        if (loss.isPresent()) {
            if (!resyncAfterLoss) {
                throw new ChangesLostException(loss.get());
            }
            return begin(record.incarnation() + 1, loss);
        }
        if (!record.offsetStored()) {
            return begin(record.incarnation(), Optional.empty());
        }
        var tables = new ArrayList<>(record.tables());
        tables.retainAll(source.tables());
        return new Start(record.withTables(tables), false, stored, Optional.empty());
    }

    private Start first() {
        if (stored.isPresent()) {
            throw new PipelineException(
                    FailureKind.DATA_LOSS,
                    ("Kafka holds how far the log of %s was read, but no longer of which database it was; the tables have"
                                    + " to be read from the beginning by a pipeline of another name, slot and publication")
                            .formatted(source.database()));
        }
        if (slot.isPresent()) {
            throw slotOfOthers();
        }
        return begin(FIRST_INCARNATION, Optional.empty());
    }

    private PipelineException slotOfOthers() {
        return new PipelineException(
                FailureKind.CONFIGURATION,
                ("There is a replication slot %1$s already, and it is not this pipeline's; choose another name with"
                                + " source.slot, or, if nobody needs it: SELECT pg_drop_replication_slot('%1$s')")
                        .formatted(source.slot()));
    }

    private Start begin(int incarnation, Optional<String> loss) {
        boolean ours =
                remembered.map(record -> record.slot().equals(source.slot())).orElse(false);
        if (slot.isPresent() && (!ours || isForeign(slot.get()))) {
            throw slotOfOthers();
        }
        var record = new CaptureRecord(incarnation, identity, source.slot(), false, List.of());
        return new Start(record, slot.isPresent(), Optional.empty(), loss);
    }

    private boolean isForeign(ReplicationSlot.State state) {
        return !state.plugin().equals("pgoutput") || !state.database().equals(source.database());
    }

    /** Why changes may be missing between what was published and what the database can still tell. */
    private Optional<String> loss(CaptureRecord record) {
        ClusterIdentity known = record.identity();
        if (!known.systemIdentifier().equals(identity.systemIdentifier())) {
            return sentence(
                    "The database at %s is another cluster than the one that was captured (system identifier %s, not %s)",
                    source.url(), identity.systemIdentifier(), known.systemIdentifier());
        }
        if (known.timeline() != identity.timeline()) {
            return sentence(
                    "The database at %s was restored or failed over since it was captured (timeline %d, not %d)",
                    source.url(), identity.timeline(), known.timeline());
        }
        if (!record.slot().equals(source.slot())) {
            return sentence(
                    "The pipeline file names the replication slot %s, but the changes were read from %s",
                    source.slot(), record.slot());
        }
        if (!record.offsetStored()) {
            return Optional.empty();
        }
        return stored.isEmpty()
                ? sentence("Kafka no longer holds how far the log of %s was read", source.database())
                : gap(stored.get().lsn());
    }

    private Optional<String> gap(long lsn) {
        long end = log.end();
        if (Long.compareUnsigned(end, lsn) < 0) {
            // A copy of the data folder brings back the timeline and the slot of its time.
            return sentence(
                    "The log of the database at %s ends at %s, but changes are published up to %s: it was restored from"
                            + " an older copy",
                    source.url(), Position.lsnText(end), Position.lsnText(lsn));
        }
        if (slot.isEmpty()) {
            return sentence(
                    "The replication slot %s is gone; the changes since %s are not kept by anyone",
                    source.slot(), Position.lsnText(lsn));
        }
        ReplicationSlot.State state = slot.get();
        if (state.lost()) {
            return sentence(
                    "The database removed log that the replication slot %s still needed (max_slot_wal_keep_size)",
                    source.slot());
        }
        if (isForeign(state)) {
            return sentence(
                    "The replication slot %s now reads the database %s with %s",
                    source.slot(), state.database(), state.plugin());
        }
        if (Long.compareUnsigned(state.confirmed(), lsn) > 0) {
            return sentence(
                    "The replication slot %s was made again or moved: it stands at %s, but changes are published only"
                            + " up to %s",
                    source.slot(), Position.lsnText(state.confirmed()), Position.lsnText(lsn));
        }
        if (Long.compareUnsigned(state.confirmed(), lsn) < 0 && !log.hasCommit(lsn)) {
            return sentence(
                    "The log of the database at %s has no commit at %s, up to which changes are published: it was restored"
                            + " from an older copy and written since",
                    source.url(), Position.lsnText(lsn));
        }
        return Optional.empty();
    }

    private static Optional<String> sentence(String text, Object... arguments) {
        return Optional.of(text.formatted(arguments));
    }
}
