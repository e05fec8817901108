package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.InteractionKind.Through;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rows that happened at a time.
 *
 * @param through the parent table that has what the row itself has not; a row without a parent does not count
 * @param at column with the time; a row without one does not count
 * @param only per column the values, as text, of which it must have one
 */
public record TimedRows(TableId table, Optional<Through> through, ColumnRef at, Map<ColumnRef, List<String>> only) {
    public TimedRows {
        var ordered = new TreeMap<ColumnRef, List<String>>(
                Comparator.comparing(ColumnRef::parent).thenComparing(ColumnRef::column));
        only.forEach((column, values) -> ordered.put(column, List.copyOf(values)));
        only = Collections.unmodifiableMap(ordered);
    }

    /** The table that has a column. */
    public TableId tableOf(ColumnRef column) {
        return column.parent() ? through.orElseThrow().table() : table;
    }
}
