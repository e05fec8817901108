package io.millrace.contracts.change;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.Objects;

/** A table of the source database; its text form is {@code schema.table}, split at the first dot. */
public record TableId(String schema, String table) implements Comparable<TableId> {
    private static final Comparator<TableId> ORDER =
            Comparator.comparing(TableId::schema).thenComparing(TableId::table);

    public TableId {
        if (Objects.requireNonNull(schema).isEmpty()
                || Objects.requireNonNull(table).isEmpty()) {
            throw new IllegalArgumentException(
                    "A table is named 'schema.table', but this one is '" + schema + "." + table + "'");
        }
    }

    /** Parses {@code schema.table}; a name without a dot is in the schema {@code public}. */
    @JsonCreator
    public static TableId parse(String text) {
        int dot = text.indexOf('.');
        return dot < 0 ? new TableId("public", text) : new TableId(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(TableId other) {
        return ORDER.compare(this, other);
    }

    @JsonValue
    @Override
    public String toString() {
        return schema + "." + table;
    }
}
