package io.millrace.conformance.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares a table of the source with its copy: row for row, type for type. */
public final class Comparison {
    private static final int EXAMPLES = 5;
    private static final int SHOWN = 300;

    private Comparison() {}

    /** What differs, a line for each; nothing if they are equal, in whatever order their columns are. */
    public static List<String> differences(String table, TableRows source, TableRows copy) {
        List<String> lines = new ArrayList<>();
        if (!source.columns().equals(copy.columns())) {
            lines.add("%s has columns that should be %s in the lake, but are %s"
                    .formatted(table, source.columns(), copy.columns()));
        } else {
            TableRows lake = copy.inOrderOf(source);
            surplus(source, lake).forEach(row -> lines.add(table + " lacks in the lake: " + row));
            surplus(lake, source).forEach(row -> lines.add(table + " has in the lake alone: " + row));
            if (!lines.isEmpty()) {
                lines.add("%s has %d rows and in the lake %d".formatted(table, source.count(), lake.count()));
            }
        }
        return lines;
    }

    private static List<String> surplus(TableRows one, TableRows other) {
        return one.rows().entrySet().stream()
                .filter(row -> row.getValue() > other.rows().getOrDefault(row.getKey(), 0))
                .limit(EXAMPLES)
                .map(Comparison::shown)
                .toList();
    }

    private static String shown(Map.Entry<List<String>, Integer> row) {
        String values =
                String.join(" | ", row.getKey().stream().map(String::valueOf).toList());
        String cut = values.length() > SHOWN ? values.substring(0, SHOWN) + "..." : values;
        return row.getValue() == 1 ? cut : cut + " (" + row.getValue() + " times)";
    }
}
