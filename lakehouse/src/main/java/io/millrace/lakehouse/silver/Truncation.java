package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The latest moment at which the source emptied the table. */
public record Truncation(int incarnation, long lsn, long previousCommit) implements Serializable {
    /** The latest one among changes of a table. */
    static Optional<Truncation> latest(Dataset<Row> changes) {
        Row latest = changes.where(functions.col(ChangeLogTable.OP).equalTo(Operation.TRUNCATE.code()))
                .agg(functions.max(functions.struct(
                        ChangeLogTable.INCARNATION, ChangeLogTable.LSN, ChangeLogTable.PREVIOUS_COMMIT)))
                .first();
        return latest.isNullAt(0)
                ? Optional.empty()
                : Optional.of(new Truncation(
                        latest.getStruct(0).getInt(0),
                        latest.getStruct(0).getLong(1),
                        latest.getStruct(0).getLong(2)));
    }

    /** Whether a row that was read may be one that this removed, or a change is one that this made void. */
    boolean ends(RowChange change) {
        var truncate = new RowChange(Operation.TRUNCATE, incarnation, lsn, previousCommit, List.of());
        // Its lock lets no other transaction write the table until it commits, so what is before it in the log is void,
        // also what its own transaction wrote, whatever else has committed meanwhile.
        return change.op() == Operation.READ ? truncate.isAfter(change) : RowChange.ORDER.compare(change, truncate) < 0;
    }
}
