package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
import java.io.Serializable;
import java.util.List;

/** The latest moment at which the source emptied the table. */
public record Truncation(int incarnation, long lsn, long previousCommit) implements Serializable {
    /** Whether a row that was read may be one that this removed, or a change is one that this made void. */
    boolean ends(RowChange change) {
        return change.op() == Operation.READ
                ? new RowChange(Operation.TRUNCATE, incarnation, lsn, previousCommit, List.of()).isAfter(change)
                : !change.isAfter(incarnation, lsn);
    }
}
