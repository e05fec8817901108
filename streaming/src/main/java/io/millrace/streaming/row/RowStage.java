package io.millrace.streaming.row;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.streaming.figure.Beginnings;
import io.millrace.streaming.wire.HopMessage.Reached;
import io.millrace.streaming.wire.Origin;
import io.millrace.streaming.wire.Outbox;
import io.millrace.streaming.wire.Shelf;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One part of the first stage: the same partition of all change topics of tables with a role. */
public final class RowStage {
    private static final Logger LOG = LoggerFactory.getLogger(RowStage.class);
    private static final int BEGINNINGS = 3;

    private final int part;
    private final Map<TableId, TableRows> tables = new TreeMap<>();
    private final Map<TableId, Long> offsets = new TreeMap<>();
    private final Outbox outbox;
    private final ChangeCodec codec = new ChangeCodec();
    private Optional<Progress> told = Optional.empty();

    public RowStage(int part, Pipeline pipeline, Shelf shelf, Schemas schemas, Outbox outbox) {
        this.part = part;
        this.outbox = new Beginnings(shelf, BEGINNINGS, pipeline.figures(), outbox);
        PipelineRoles.of(pipeline)
                .forEach((table, roles) -> tables.put(table, new TableRows(roles, shelf, schemas, this.outbox)));
    }

    /**
     * Takes what a record of a change topic says; never throws for what it holds.
     *
     * @param kind the value of the header that names the kind, or null
     */
    public void accept(TableId table, long offset, String kind, byte[] value) {
        TableRows rows = tables.get(table);
        notice(table, offset, rows);
        try {
            read(table, rows, String.valueOf(kind), value);
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "{} has a record that cannot be read, at offset {} of partition {}: {}",
                    table,
                    offset,
                    part,
                    e.getMessage());
            rows.lost("a record of it cannot be read: " + e.getMessage());
        }
        tellProgress();
    }

    /** Records of a topic follow each other without a gap, unless some were removed before they were read. */
    private void notice(TableId table, long offset, TableRows rows) {
        Long before = offsets.put(table, offset);
        if (before != null && offset != before + 1) {
            lost(
                    table,
                    "its topic lost the records between the offsets %d and %d of partition %d"
                            .formatted(before, offset, part));
        }
    }

    /** What a table holds is not known any more until it is read as a whole. */
    public void lost(TableId table, String reason) {
        LOG.warn("{} is stale: {}", table, reason);
        tables.get(table).lost(reason);
    }

    private void read(TableId table, TableRows rows, String kind, byte[] value) {
        switch (kind) {
            case ChangeCodec.PROGRESS_KIND -> rows.reached(whole(codec.decodeProgress(value)));
            case ChangeCodec.NOTE_KIND -> rows.note(whole(table, codec.decodeNote(value)));
            case ChangeCodec.CHANGE_KIND -> {
                Change change = codec.decodeChange(value);
                checkWhole(table, change);
                rows.change(change);
            }
            case ChangeCodec.OVERSIZED_KIND -> {
                OversizedChange change = whole(table, codec.decodeOversized(value));
                if (!rows.isRepeated(change)) {
                    LOG.warn("{} is stale: {}", table, change.sentence());
                    rows.oversized(change);
                }
            }
            default -> throw new IllegalArgumentException("no kind of records is called '%s'".formatted(kind));
        }
    }

    private static OversizedChange whole(TableId table, OversizedChange change) {
        if (change == null || !table.equals(change.table())) {
            throw new IllegalArgumentException("what stands in the place of a change is not of this table");
        }
        return change;
    }

    private static Progress whole(Progress progress) {
        if (progress == null || progress.position() == null || progress.sourceTime() == null) {
            throw new IllegalArgumentException("the progress has no position or no time");
        }
        return progress;
    }

    private static TableNote whole(TableId table, TableNote note) {
        if (note == null || note.kind() == null || !table.equals(note.table())) {
            throw new IllegalArgumentException("the note has no kind, or is one of another table");
        }
        boolean isReload = note.kind() == TableNote.Kind.RELOADED;
        if (isReload ? note.reload() == null || note.scope() == null : note.reason() == null && !isShape(note)) {
            throw new IllegalArgumentException(
                    "the note does not say which reading has ended, or why a table is stale");
        }
        return note;
    }

    private static boolean isShape(TableNote note) {
        return note.kind() == TableNote.Kind.SHAPED;
    }

    private static void checkWhole(TableId table, Change change) {
        if (change == null || change.op() == null || !table.equals(change.table())) {
            throw new IllegalArgumentException("the change has no operation, or is one of another table");
        }
        if (change.op() != Operation.TRUNCATE
                && (change.key() == null || change.key().isEmpty())) {
            throw new IllegalArgumentException("the change has no key");
        }
        boolean hasRow = change.op() != Operation.TRUNCATE && change.op() != Operation.DELETE;
        if (hasRow && (change.after() == null || change.schema() == null)) {
            throw new IllegalArgumentException("the change has no new row, or does not name its schema");
        }
    }

    private void tellProgress() {
        Optional<Progress> lowest = claimed();
        if (!lowest.equals(told)) {
            told = lowest;
            lowest.ifPresent(progress -> outbox.send(new Reached(new Origin(Origin.Stage.ROWS, part), progress)));
        }
    }

    private Optional<Progress> claimed() {
        Progress lowest = null;
        for (TableRows rows : tables.values()) {
            Optional<Progress> claimed = rows.standing().claimed();
            if (claimed.isEmpty()) {
                return Optional.empty();
            }
            if (lowest == null || claimed.get().position().compareTo(lowest.position()) < 0) {
                lowest = claimed.get();
            }
        }
        return Optional.ofNullable(lowest);
    }

    /** Forgets, of all keys without a row, those that were gone at a position that was reached long ago. */
    public void forget(Map<TableId, Progress> longAgo) {
        longAgo.forEach((table, progress) -> tables.get(table).forget(progress.position()));
    }

    /** Why tables of this part hold the position back, and whether each was ever read as a whole. */
    public Map<TableId, Standing> standings() {
        Map<TableId, Standing> standings = new TreeMap<>();
        tables.forEach((table, rows) -> standings.put(
                table,
                new Standing(
                        rows.standing().loaded()
                                && rows.standing().unknown().isEmpty()
                                && rows.standing().lacking() == 0,
                        rows.standing().reached(),
                        rows.standing().problem())));
        return standings;
    }

    /**
     * How one table stands in this part.
     *
     * @param known whether no re-reading of the whole is needed
     * @param reached how far its topic was read
     * @param problem why that is not claimed
     */
    public record Standing(boolean known, Optional<Progress> reached, Optional<String> problem) {}
}
