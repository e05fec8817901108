package io.millrace.cdc.reload;

import io.millrace.cdc.source.SourceTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Divides a table into ranges of its key that take about the same room.
 *
 * <p>The bounds come from a sample of the table's pages. They say nothing of the rows themselves, so a range may be read
 * in one snapshot and the next one in another.
 */
record Ranges(TableLayout layout, SnapshotReader reader) {
    private static final int MOST = 1_000;
    private static final int PAGE = 8_192;
    private static final int SAMPLED_PAGES_FOR_A_RANGE = 10;

    /**
     * The first key of each range but the first, as texts; empty where one range is enough.
     *
     * @param bytes the size of the table
     * @param rangeBytes the size that a range should have
     */
    List<List<String>> bounds(long bytes, long rangeBytes) throws SQLException {
        long ranges = Math.min(MOST, bytes / rangeBytes);
        if (ranges < 2) {
            return List.of();
        }
        double pages = Math.max(1.0, (double) bytes / PAGE);
        double percent = Math.min(100.0, 100.0 * ranges * SAMPLED_PAGES_FOR_A_RANGE / pages);
        String key = layout.key().stream().map(SourceTable::quoted).collect(Collectors.joining(", "));
        String texts = layout.key().stream()
                .map(name -> "format('%%s', %s)".formatted(SourceTable.quoted(name)))
                .collect(Collectors.joining(", "));
        String sql =
                """
                SELECT %1$s
                  FROM (SELECT DISTINCT ON ("its range") "its range", %2$s
                          FROM (SELECT %2$s, ntile(%3$d) OVER (ORDER BY %2$s) AS "its range"
                                  FROM %4$s TABLESAMPLE SYSTEM (%5$s)) AS sample
                         ORDER BY "its range", %2$s) AS bounds
                 WHERE "its range" > 1 ORDER BY "its range"
                """
                        .formatted(texts, key, ranges, layout.rows(), percent);
        List<List<String>> bounds = new ArrayList<>();
        try (Statement statement = reader.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                List<String> bound = new ArrayList<>();
                for (int column = 1; column <= layout.key().size(); column++) {
                    bound.add(row.getString(column));
                }
                bounds.add(bound);
            }
        }
        return bounds;
    }

    /** The condition for the rows of a range. */
    String condition(List<List<String>> bounds, int range) throws SQLException {
        List<String> parts = new ArrayList<>();
        if (range > 0) {
            parts.add(layout.keyRow() + " >= " + row(bounds.get(range - 1)));
        }
        if (range < bounds.size()) {
            parts.add(layout.keyRow() + " < " + row(bounds.get(range)));
        }
        return parts.isEmpty() ? "true" : String.join(" AND ", parts);
    }

    /** A key as SQL writes it. */
    String row(List<String> key) throws SQLException {
        List<String> literals = new ArrayList<>();
        for (String text : key) {
            literals.add(reader.literal(text));
        }
        return literals.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
