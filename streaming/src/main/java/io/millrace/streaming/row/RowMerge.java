package io.millrace.streaming.row;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts what a record says together with what is known of its key; pure. */
final class RowMerge {
    private RowMerge() {}

    /** The row after a change of the stream; the row itself if the change is an old one. */
    static StoredRow change(Optional<StoredRow> known, RowEvent change) {
        if (known.isEmpty()) {
            return change.alone();
        }
        StoredRow row = known.get();
        Stamp stamp = change.stamp();
        boolean isNews = row.stamp().isRead()
                ? stamp.incarnation() >= row.stamp().incarnation()
                : stamp.isLaterThan(row.stamp());
        if (!isNews) {
            return row;
        }
        return switch (change.op()) {
            case CREATE, READ -> new StoredRow(stamp, true, row.exists(), row.reload(), change.cells());
            case UPDATE -> new StoredRow(stamp, true, false, row.reload(), over(row, change));
            case DELETE ->
                // Of two rows of one key within a transaction, the one that was there before goes.
                row.isSecond() && row.stamp().isOfSameTransaction(stamp)
                        ? new StoredRow(stamp, true, false, row.reload(), row.cells())
                        : StoredRow.gone(stamp, row.reload());
            case TRUNCATE -> throw new IllegalArgumentException("A truncate is not a change of one row");
        };
    }

    private static List<Cell> over(StoredRow row, RowEvent change) {
        List<Cell> merged = new ArrayList<>(change.cells());
        for (int cell = 0; cell < merged.size() && row.exists(); cell++) {
            if (!merged.get(cell).known()) {
                merged.set(cell, row.cells().get(cell));
            }
        }
        return merged;
    }

    /**
     * The row after a reading. A change that is not known to be in the reading stays on top of it: if the reading shows
     * it already that changes nothing, since the last change of a key decides.
     *
     * @param saw the end of a transaction that the reading surely saw
     */
    static StoredRow read(Optional<StoredRow> known, RowEvent read, Position saw) {
        if (known.isEmpty()) {
            return read.alone();
        }
        StoredRow row = known.get();
        if (isBeneath(row.stamp(), read.stamp(), saw)) {
            return read.alone();
        }
        if (!row.exists() || read.op() == Operation.DELETE) {
            return row.ofReload(read.reload());
        }
        List<Cell> cells = new ArrayList<>(row.cells());
        for (int cell = 0; cell < cells.size(); cell++) {
            Cell own = cells.get(cell);
            if (!own.known() || isBeneath(own.since(), read.stamp(), saw)) {
                cells.set(cell, read.cells().get(cell));
            }
        }
        return new StoredRow(row.stamp(), true, row.isSecond(), read.reload(), cells);
    }

    private static boolean isBeneath(Stamp own, Stamp read, Position saw) {
        return own.isRead() ? !own.isLaterThan(read) : own.isSurelyIn(saw);
    }

    /** Whether it cannot be told yet which of row and reading is the later one, in some part of the row. */
    static boolean isOpen(StoredRow row, Stamp read, Position saw) {
        return isOpen(row.stamp(), read, saw) || row.cells().stream().anyMatch(cell -> isOpen(cell.since(), read, saw));
    }

    private static boolean isOpen(Stamp own, Stamp read, Position saw) {
        return !own.isRead() && !own.isSurelyIn(saw) && !own.isSurelyAfter(read);
    }

    /** Whether a reading of the whole table that does not contain the row tells that it is gone. */
    static boolean isEndedBy(StoredRow row, long reload, Position from) {
        if (row.reload() == reload) {
            return false;
        }
        return row.stamp().isRead()
                ? from.reaches(row.stamp().position())
                : row.stamp().isSurelyIn(from);
    }
}
