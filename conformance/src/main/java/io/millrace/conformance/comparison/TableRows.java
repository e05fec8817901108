package io.millrace.conformance.comparison;

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
}
