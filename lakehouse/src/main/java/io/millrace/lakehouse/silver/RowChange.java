package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
import java.util.Comparator;
import java.util.List;

/**
 * A change of one row with typed values.
 *
 * @param lsn the change's own log sequence number; the snapshot's for a row that a snapshot read
 * @param previousCommit the last commit before the change's transaction. For a row that was read, a point before the
 *     last commit that the reading is known to have seen: a transaction with a later one may not be in the row
 * @param values one for each column of the table in the lake, {@link #ABSENT} where the source did not send it; empty
 *     for a delete, and for a key that was read and had no row
 */
public record RowChange(Operation op, int incarnation, long lsn, long previousCommit, List<Object> values) {
    /** Stands for a value that the source did not send because it did not change. */
    public static final Object ABSENT = new Object();

    /** The order in which the source made the changes of one row. */
    public static final Comparator<RowChange> ORDER =
            Comparator.comparingInt(RowChange::incarnation).thenComparing(RowChange::lsn, Long::compareUnsigned);

    /** A row that was read, as if there had been none. */
    RowChange withoutRow() {
        return new RowChange(op, incarnation, lsn, previousCommit, List.of());
    }

    boolean isOfSameTransaction(RowChange other) {
        return incarnation == other.incarnation && previousCommit == other.previousCommit;
    }

    /** Whether it is the same change, delivered again. */
    boolean isSameAs(RowChange other) {
        return op == other.op && incarnation == other.incarnation && lsn == other.lsn;
    }

    /** Whether this change may not be in a row that was read. */
    boolean isAfter(RowChange read) {
        return incarnation > read.incarnation
                || incarnation == read.incarnation
                        && (Long.compareUnsigned(lsn, read.lsn) >= 0
                                || Long.compareUnsigned(previousCommit, read.previousCommit) > 0);
    }

    /**
     * Whether this change is later than a truncate at the given point. A transaction that was open there
     * has changes before the point but commits after it, which only the commit before it tells.
     */
    public boolean isAfter(int pointIncarnation, long pointLsn) {
        return incarnation > pointIncarnation
                || incarnation == pointIncarnation
                        && (Long.compareUnsigned(lsn, pointLsn) >= 0
                                || Long.compareUnsigned(previousCommit, pointLsn) >= 0);
    }
}
