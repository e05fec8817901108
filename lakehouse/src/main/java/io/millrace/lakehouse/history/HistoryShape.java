package io.millrace.lakehouse.history;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.schema.SparkTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The columns that a history has when it has followed its table: all that it had, as the table calls them now, and those
 * that the table has gained. A column that the table has dropped stays with the versions that had it.
 *
 * @param schema the columns in their order, with the table's key
 * @param added which of them the history does not have yet
 * @param origins for each of the others, the name that it has in the history before
 * @param reshaped whether versions that are there have to be written with other columns
 */
record HistoryShape(TableSchema schema, List<TableSchema.Column> added, Map<String, String> origins, boolean reshaped) {
    private static final List<Kind> INTEGERS = List.of(Kind.INT16, Kind.INT32, Kind.INT64);

    HistoryShape {
        added = List.copyOf(added);
        origins = Map.copyOf(origins);
    }

    /**
     * What becomes of a history.
     *
     * @param held its columns
     * @param table those that the table has in the lake
     * @param qualified the history's name
     * @throws PipelineException of kind LAKE if a column has another type now that the older versions cannot have
     */
    static HistoryShape of(TableSchema held, TableSchema table, String qualified) {
        Map<String, TableSchema.Column> now = new HashMap<>();
        List<TableSchema.Column> added = new ArrayList<>();
        for (TableSchema.Column column : table.columns()) {
            Optional<TableSchema.Column> known = held.same(table, column).or(() -> held.column(column.name()));
            known.ifPresentOrElse(same -> now.put(same.name(), column), () -> added.add(column));
        }
        List<TableSchema.Column> columns = new ArrayList<>();
        Map<String, String> origins = new HashMap<>();
        boolean reshaped = added.stream().anyMatch(column -> column.missing() != null);
        for (TableSchema.Column column : held.columns()) {
            TableSchema.Column same = now.getOrDefault(column.name(), column);
            if (!canBecome(column.type(), same.type())) {
                throw new PipelineException(
                        FailureKind.LAKE,
                        "%s has %s as %s, but the table has it as %s now: the history ends here; move it away and a new one begins"
                                .formatted(
                                        qualified,
                                        column.name(),
                                        SparkTypes.of(column.type()).catalogString(),
                                        SparkTypes.of(same.type()).catalogString()));
            }
            columns.add(same);
            origins.put(same.name(), column.name());
            reshaped |= !same.name().equals(column.name()) || !same.type().equals(column.type());
        }
        columns.addAll(added);
        return new HistoryShape(
                new TableSchema(table.table(), columns, table.key(), table.relation()), added, origins, reshaped);
    }

    /** Whether each value of the one type is one of the other. */
    private static boolean canBecome(ColumnType held, ColumnType now) {
        if (held.kind() == Kind.DECIMAL && now.kind() == Kind.DECIMAL) {
            return held.scale() <= now.scale() && held.precision() - held.scale() <= now.precision() - now.scale();
        }
        return held.equals(now)
                || held.kind() == Kind.FLOAT32 && now.kind() == Kind.FLOAT64
                || INTEGERS.contains(held.kind()) && INTEGERS.indexOf(now.kind()) >= INTEGERS.indexOf(held.kind());
    }
}
