package io.millrace.streaming.row;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.TableSchema;
import io.millrace.streaming.value.Canonical;
import io.millrace.streaming.value.Form;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A value that a role needs.
 *
 * @param names columns that may hold it; the first one counts that the table has
 * @param form in which it is needed
 */
record CellSpec(List<String> names, Form form) {
    /** Stands for the name of the table's own key, if that has one column. */
    static final String KEY = "";

    CellSpec {
        names = List.copyOf(names);
    }

    /**
     * The value of an image.
     *
     * @param zone of times that have none
     */
    Cell read(TableSchema schema, ObjectNode image, ZoneId zone, Stamp since) {
        Optional<TableSchema.Column> column =
                names.stream().flatMap(name -> named(name, schema).stream()).findFirst();
        if (column.isEmpty()) {
            // The column came later and has a value for older rows, or it is gone: either way only the source can tell.
            return Cell.unknown(since);
        }
        JsonNode value = image.get(column.get().name());
        return value == null
                ? Cell.unknown(since)
                : Cell.of(canonical(column.get().type(), value, zone), since);
    }

    private static Optional<TableSchema.Column> named(String name, TableSchema schema) {
        if (!name.equals(KEY)) {
            return schema.column(name);
        }
        return schema.key().size() == 1 ? schema.column(schema.key().get(0)) : Optional.empty();
    }

    private Optional<String> canonical(ColumnType type, JsonNode value, ZoneId zone) {
        return switch (form) {
            case TEXT -> Canonical.text(type, value);
            case NUMBER -> Canonical.number(type, value).map(String::valueOf);
            case EXACT -> Canonical.exact(type, value).map(BigDecimal::toPlainString);
            case MICROS -> Canonical.micros(type, value, zone).map(String::valueOf);
        };
    }
}
