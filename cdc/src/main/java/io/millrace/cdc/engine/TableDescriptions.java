package io.millrace.cdc.engine;

import io.millrace.cdc.value.KnownColumns;
import io.millrace.cdc.value.RowSchema;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import java.util.List;
import java.util.function.Function;

/** Hears what the stream says of a table's columns, and completes it with what only the catalog knows. */
@FunctionalInterface
public interface TableDescriptions {
    /**
     * The columns of a table as the stream describes them anew; readers of its topic know of them when this returns.
     *
     * @param describe makes the schema with what the catalog knows of columns
     * @param lsn the place of the change that follows
     * @param previousCommit the last commit before its transaction
     */
    RowSchema described(
            TableId table,
            Function<Function<List<TableSchema.Column>, KnownColumns>, RowSchema> describe,
            long lsn,
            long previousCommit)
            throws InterruptedException;
}
