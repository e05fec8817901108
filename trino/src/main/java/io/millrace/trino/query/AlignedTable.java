package io.millrace.trino.query;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes an answer in columns: numbers to the right, all else to the left. */
final class AlignedTable {
    private static final String GAP = "  ";

    private AlignedTable() {}

    static String of(Answer answer) {
        List<Answer.Column> columns = answer.columns();
        if (columns.isEmpty()) {
            return "";
        }
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns.stream().map(Answer.Column::name).toList());
        for (List<Object> row : answer.rows()) {
            lines.add(row.stream().map(AlignedTable::text).toList());
        }
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < columns.size(); column++) {
            int index = column;
            widths.add(lines.stream()
                    .mapToInt(line -> width(line.get(index)))
                    .max()
                    .orElse(0));
        }
        String rule = widths.stream().map("-"::repeat).collect(Collectors.joining(GAP));
        List<String> written = new ArrayList<>(
                lines.stream().map(line -> aligned(line, columns, widths)).toList());
        written.add(1, rule);
        return String.join("\n", written) + "\n";
    }

    private static String aligned(List<String> line, List<Answer.Column> columns, List<Integer> widths) {
        List<String> cells = new ArrayList<>();
        for (int column = 0; column < line.size(); column++) {
            String space = " ".repeat(widths.get(column) - width(line.get(column)));
            cells.add(columns.get(column).numeric() ? space + line.get(column) : line.get(column) + space);
        }
        return String.join(GAP, cells).stripTrailing();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String text(Object value) {
        // A line end inside a value would break the columns.
        return value == null ? "NULL" : value.toString().replace("\r", "\\r").replace("\n", "\\n");
    }
}
