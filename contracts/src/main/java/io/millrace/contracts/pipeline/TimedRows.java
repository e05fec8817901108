package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.InteractionKind.Through;
import io.millrace.contracts.pipeline.RowSource.OfTable;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rows that happened at a time. The columns of events are their fields.
 *
 * @param of whose rows
 * @param through the parent table that has what the row itself has not, which is none of events; a row without a parent
 *     does not count
 * @param at column with the time; a row without one does not count, and an event without one happened when it was received
 * @param only per column the values, as text, of which it must have one
 */
public record TimedRows(RowSource of, Optional<Through> through, ColumnRef at, Map<ColumnRef, List<String>> only) {
    public TimedRows {
        var ordered = new TreeMap<ColumnRef, List<String>>(
                Comparator.comparing(ColumnRef::parent).thenComparing(ColumnRef::column));
        only.forEach((column, values) -> ordered.put(column, List.copyOf(values)));
        only = Collections.unmodifiableMap(ordered);
    }

    /** The table that has a column; nothing where it is a field of events. */
    public Optional<TableId> tableOf(ColumnRef column) {
        if (column.parent()) {
            return through.map(Through::table);
        }
        return of instanceof OfTable own ? Optional.of(own.table()) : Optional.empty();
    }

    /** The same of a table as before events could be rows: names of live states are made of it. */
    @Override
    public String toString() {
        String its = of instanceof OfTable own ? "table=" + own.table() : "event=" + of.text();
        return "TimedRows[%s, through=%s, at=%s, only=%s]".formatted(its, through, at, only);
    }
}
