package io.millrace.contracts.pipeline;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A figure that follows its rows: over spans of time, in total and by each dimension alone.
 *
 * @param value the columns whose product is the value of a row: none, one or two
 * @param by dimensions by name; {@link #TOTAL} is none of the names
 */
public record Measure(
        String name,
        TimedRows rows,
        Aggregate aggregate,
        List<ColumnRef> value,
        Map<String, Dimension> by,
        List<Window> windows) {
    /** What stands for a dimension's name where a measure is not divided. */
    public static final String TOTAL = "total";

    public Measure {
        value = List.copyOf(value);
        by = Collections.unmodifiableMap(new TreeMap<>(by));
        windows = List.copyOf(new TreeSet<>(windows));
    }
}
