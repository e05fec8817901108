package io.millrace.lakehouse.history;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.lakehouse.silver.RowChange;
import java.util.List;

/**
 * A change of one row, or a truncate of its table, with the transaction that made it.
 *
 * @param transaction Postgres' id of it
 * @param at when it committed, in microseconds since the epoch
 */
record RowEvent(RowChange change, long transaction, long at) {
    static RowEvent truncate(int incarnation, long lsn, long previousCommit, long transaction, long at) {
        return new RowEvent(
                new RowChange(Operation.TRUNCATE, incarnation, lsn, previousCommit, List.of()), transaction, at);
    }

    boolean isOfSameTransactionAs(RowEvent other) {
        return change.op() != Operation.READ
                && other.change.op() != Operation.READ
                && change.incarnation() == other.change.incarnation()
                && transaction == other.transaction;
    }

    String position() {
        return new Position(change.incarnation(), change.lsn()).toString();
    }
}
