package io.millrace.cdc;

import io.millrace.cdc.kafka.CaptureRecord;
import io.millrace.cdc.kafka.StoredOffset;
import io.millrace.cdc.source.ClusterIdentity;
import io.millrace.cdc.source.ReplicationSlot;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.Source;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Decides how a start goes on from what was before: it compares what capture remembers with what the database and the
 * broker have, and refuses where a gap could be between them.
 *
 * @param remembered what capture wrote of its source
 * @param stored how far it had read
 * @param slot the replication slot
 */
record Continuity(
        Source source,
        ClusterIdentity identity,
        Optional<CaptureRecord> remembered,
        Optional<StoredOffset> stored,
        Optional<ReplicationSlot.State> slot) {
    private static final int FIRST_INCARNATION = 1;

    /**
     * How to start.
     *
     * @param record what to remember before anything else is done
     * @param dropSlot whether the slot is left over from a snapshot that was cut short
     * @param resumeFrom the position from which the stream goes on; nothing where a snapshot comes first
     */
    record Start(CaptureRecord record, boolean dropSlot, Optional<StoredOffset> resumeFrom) {}

    /**
     * The way to start.
     *
     * @throws PipelineException of kind DATA_LOSS where going on would leave a gap, and CONFIGURATION where the pipeline
     *     file asks for what is not possible
     */
    Start decide() {
        if (remembered.isEmpty()) {
            return first();
        }
        CaptureRecord record = remembered.get();
        refuseOtherSource(record);
        if (stored.isEmpty()) {
            return again(record);
        }
        refuseGap(stored.get().lsn());
        refuseNewTables(record);
        var tables = new ArrayList<>(record.tables());
        tables.retainAll(source.tables());
        var now = new CaptureRecord(record.incarnation(), record.identity(), record.slot(), true, tables);
        return new Start(now, false, stored);
    }

    private Start first() {
        if (stored.isPresent()) {
            throw loss(
                    "Kafka holds how far the log of %s was read, but no longer of which database it was",
                    source.database());
        }
        if (slot.isPresent()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    ("There is a replication slot %1$s already, and it is not this pipeline's; choose another name with"
                                    + " source.slot, or, if nobody needs it: SELECT pg_drop_replication_slot('%1$s')")
                            .formatted(source.slot()));
        }
        return new Start(fresh(FIRST_INCARNATION), false, Optional.empty());
    }

    private Start again(CaptureRecord record) {
        if (record.snapshotComplete()) {
            throw loss(
                    "The snapshot of %s is complete, but Kafka no longer holds how far its log was read",
                    source.database());
        }
        return new Start(fresh(record.incarnation()), slot.isPresent(), Optional.empty());
    }

    private CaptureRecord fresh(int incarnation) {
        return new CaptureRecord(incarnation, identity, source.slot(), false, source.tables());
    }

    private void refuseOtherSource(CaptureRecord record) {
        ClusterIdentity known = record.identity();
        if (!known.systemIdentifier().equals(identity.systemIdentifier())) {
            throw loss(
                    "The database at %s is another cluster than the one that was captured (system identifier %s, not %s)",
                    source.url(), identity.systemIdentifier(), known.systemIdentifier());
        }
        if (known.timeline() != identity.timeline()) {
            throw loss(
                    "The database at %s was restored or failed over since it was captured (timeline %d, not %d)",
                    source.url(), identity.timeline(), known.timeline());
        }
        if (!record.slot().equals(source.slot())) {
            throw loss(
                    "The pipeline file names the replication slot %s, but the changes were read from %s",
                    source.slot(), record.slot());
        }
    }

    private void refuseGap(long lsn) {
        ReplicationSlot.State state = slot.orElseThrow(() -> loss(
                "The replication slot %s is gone; the changes since %s are not kept by anyone",
                source.slot(), Position.lsnText(lsn)));
        if (state.lost()) {
            throw loss(
                    "The database removed log that the replication slot %s still needed (max_slot_wal_keep_size)",
                    source.slot());
        }
        if (!state.plugin().equals("pgoutput") || !state.database().equals(source.database())) {
            throw loss(
                    "The replication slot %s now reads the database %s with %s",
                    source.slot(), state.database(), state.plugin());
        }
        if (Long.compareUnsigned(state.confirmed(), lsn) > 0) {
            throw loss(
                    "The replication slot %s was made again or moved: it stands at %s, but changes are published only"
                            + " up to %s",
                    source.slot(), Position.lsnText(state.confirmed()), Position.lsnText(lsn));
        }
    }

    private void refuseNewTables(CaptureRecord record) {
        var added = new TreeSet<TableId>(source.tables());
        added.removeAll(record.tables());
        if (!added.isEmpty()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    ("The pipeline file now names %s, whose rows from before now were never read; take it out again, or"
                                    + " start a pipeline of another name, slot and publication with all tables")
                            .formatted(List.copyOf(added)));
        }
    }

    private static PipelineException loss(String sentence, Object... arguments) {
        return new PipelineException(
                FailureKind.DATA_LOSS,
                sentence.formatted(arguments)
                        + "; going on could leave a gap, so the tables have to be read again from the beginning"
                        + " (a pipeline of another name, slot and publication does that)");
    }
}
