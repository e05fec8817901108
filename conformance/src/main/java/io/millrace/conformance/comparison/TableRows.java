package io.millrace.conformance.comparison;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a table holds, in a form in which source and lake can be compared.
 *
 * @param columns the lake's type of each column, by name, in the order of the values
 * @param rows each row, its values as text or null, with how often it is there
 */
public record TableRows(Map<String, String> columns, Map<List<String>, Integer> rows) {
    /** Number of rows, each as often as it is there. */
    public long count() {
        return rows.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** The same with the columns in the order in which another table has the same columns. */
    TableRows inOrderOf(TableRows other) {
        List<String> order = List.copyOf(other.columns.keySet());
        List<String> own = List.copyOf(columns.keySet());
        if (order.equals(own)) {
            return this;
        }
        int[] places = order.stream().mapToInt(own::indexOf).toArray();
        Map<List<String>, Integer> ordered = new HashMap<>();
        rows.forEach((row, times) -> {
            List<String> values = new ArrayList<>();
            for (int place : places) {
                values.add(row.get(place));
            }
            ordered.put(values, times);
        });
        return new TableRows(other.columns, ordered);
    }
}
