package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;

/**
 * Changes of a table in the log.
 *
 * @param size characters of their keys and rows, {@link #UNKNOWN} for those of an earlier run
 * @param first the lowest position before the transaction of one of them
 * @param last the highest position before the transaction of one of them
 * @param truncated whether a truncate is among them
 */
public record PendingChanges(TableId table, long count, long size, Position first, Position last, boolean truncated) {
    static final long UNKNOWN = Long.MAX_VALUE;

    boolean mayBeIn(TableId other, Positions range) {
        return table.equals(other) && first.compareTo(range.upTo()) < 0 && last.reaches(range.after());
    }
}
