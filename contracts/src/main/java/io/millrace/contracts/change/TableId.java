package io.millrace.contracts.change;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.Objects;

/**
 * A table of the source database; no two tables have the same text form.
 *
 * <p>That form is {@code schema.table}, divided at the first dot. A schema with a dot in its name, and a name with a
 * double quote, stand in double quotes as in SQL: {@code "my.schema".orders}.
 */
public record TableId(String schema, String table) implements Comparable<TableId> {
    private static final Comparator<TableId> ORDER =
            Comparator.comparing(TableId::schema).thenComparing(TableId::table);
    private static final char QUOTE = '"';

    public TableId {
        if (Objects.requireNonNull(schema).isEmpty()
                || Objects.requireNonNull(table).isEmpty()) {
            throw new IllegalArgumentException(
                    "A table is named 'schema.table', but this one is '" + schema + "." + table + "'");
        }
    }

    /**
     * Parses {@code schema.table}; a name without a dot is in the schema {@code public}. Either may stand in double
     * quotes, within which a double quote is doubled.
     *
     * @throws IllegalArgumentException if that is no name of a table
     */
    @JsonCreator
    public static TableId parse(String text) {
        int end = text.startsWith("\"") ? endOfQuoted(text) : text.indexOf('.');
        if (end < 0 || end == text.length()) {
            return new TableId("public", name(text));
        }
        if (text.charAt(end) != '.') {
            throw new IllegalArgumentException(
                    "After the quoted name of a schema a dot and the table must follow, as in \"my.schema\".orders, but this is '%s'"
                            .formatted(text));
        }
        return new TableId(name(text.substring(0, end)), name(text.substring(end + 1)));
    }

    /** Where the quoted name that the text begins with is over. */
    private static int endOfQuoted(String text) {
        int at = 1;
        while (at < text.length()) {
            boolean isQuote = text.charAt(at) == QUOTE;
            if (isQuote && (at + 1 == text.length() || text.charAt(at + 1) != QUOTE)) {
                return at + 1;
            }
            at += isQuote ? 2 : 1;
        }
        throw new IllegalArgumentException("The quote at the beginning of '%s' is never closed".formatted(text));
    }

    private static String name(String part) {
        if (part.isEmpty() || part.charAt(0) != QUOTE) {
            return part;
        }
        if (endOfQuoted(part) != part.length()) {
            throw new IllegalArgumentException("Nothing may follow a quoted name, but this is '%s'".formatted(part));
        }
        return part.substring(1, part.length() - 1).replace("\"\"", "\"");
    }

    private static String written(String name, boolean quoted) {
        return quoted || name.indexOf(QUOTE) >= 0 ? QUOTE + name.replace("\"", "\"\"") + QUOTE : name;
    }

    @Override
    public int compareTo(TableId other) {
        return ORDER.compare(this, other);
    }

    @JsonValue
    @Override
    public String toString() {
        return written(schema, schema.indexOf('.') >= 0) + "." + written(table, false);
    }
}
