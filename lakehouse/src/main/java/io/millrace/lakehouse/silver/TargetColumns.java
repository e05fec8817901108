package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.schema.ColumnMarks;
import io.millrace.lakehouse.schema.MissingValue;
import io.millrace.lakehouse.schema.SparkTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a silver table has after a round: those it has, as the source calls them now and without those that the
 * source has dropped, and those that the source has added.
 *
 * @param schema the columns in their order, with the source's key
 * @param added which of them the table does not have yet
 * @param origins for each of the others, the name that it has in the table before
 * @param reshaped whether rows that are there have to be written with other columns, of which all is known
 * @param refusal why the lake cannot have such a table, or not without what only the source knows, if it cannot
 */
record TargetColumns(
        TableSchema schema,
        List<TableSchema.Column> added,
        Map<String, String> origins,
        boolean reshaped,
        Optional<String> refusal) {
    TargetColumns {
        added = List.copyOf(added);
        origins = Map.copyOf(origins);
    }

    /**
     * Brings the table's columns to the source's.
     *
     * @param existing the table's columns; nothing while there is no table, or no row in it
     */
    static TargetColumns of(TableSchema source, Optional<StructType> existing) {
        if (existing.isEmpty()) {
            return new TargetColumns(source, source.columns(), Map.of(), true, refusal(source));
        }
        TableSchema held = ColumnMarks.read(source.table(), existing.get());
        List<TableSchema.Column> columns = new ArrayList<>();
        Map<String, String> origins = new HashMap<>();
        boolean reshaped = false;
        for (TableSchema.Column column : held.columns()) {
            Optional<TableSchema.Column> now = source.same(held, column);
            now.ifPresent(same -> {
                columns.add(same);
                origins.put(same.name(), column.name());
            });
            reshaped |= now.filter(same ->
                            same.name().equals(column.name()) && same.type().equals(column.type()))
                    .isEmpty();
        }
        List<TableSchema.Column> added = source.columns().stream()
                .filter(column -> !columns.contains(column))
                .toList();
        columns.addAll(added);
        reshaped |= added.stream().anyMatch(column -> column.missing() != null);
        return new TargetColumns(
                new TableSchema(source.table(), columns, source.key(), source.relation()),
                added,
                origins,
                reshaped,
                refusal(source).or(() -> unknown(source, held, added)));
    }

    /** Whether the table is as it is to be. */
    boolean isHeld() {
        return added.isEmpty() && !reshaped;
    }

    private static Optional<String> refusal(TableSchema source) {
        if (source.key().isEmpty()) {
            return Optional.of("The table has no key, so its rows cannot be found again");
        }
        Map<String, String> byLowerCase = new HashMap<>();
        for (TableSchema.Column column : source.columns()) {
            String twin = byLowerCase.put(column.name().toLowerCase(Locale.ROOT), column.name());
            if (twin != null) {
                return Optional.of("The lake cannot tell the columns %s and %s apart".formatted(twin, column.name()));
            }
        }
        return Optional.empty();
    }

    /** Why rows that are in the lake would need what only the source knows. */
    private static Optional<String> unknown(TableSchema source, TableSchema held, List<TableSchema.Column> added) {
        if (held.relation() != 0 && source.relation() != 0 && held.relation() != source.relation()) {
            return Optional.of("The table was made anew in the source");
        }
        if (!held.key().isEmpty() && !held.key().equals(source.key())) {
            return Optional.of("Its rows are told apart by %s now, and by %s in the lake"
                    .formatted(String.join(", ", source.key()), String.join(", ", held.key())));
        }
        boolean numbered = held.relation() != 0 && source.relation() != 0;
        for (TableSchema.Column column : held.columns()) {
            Optional<TableSchema.Column> now = source.same(held, column);
            if (now.isEmpty() && !(numbered && column.number() != 0)) {
                return Optional.of("The source has no column %s any more".formatted(column.name()));
            }
            if (now.isPresent() && !isSameValue(column.type(), now.get().type())) {
                return Optional.of("The column %s is now %s, but %s in the lake"
                        .formatted(
                                column.name(),
                                SparkTypes.of(now.get().type()).catalogString(),
                                SparkTypes.of(column.type()).catalogString()));
            }
        }
        for (TableSchema.Column column : added) {
            if (!column.nullable() && column.missing() == null && column.number() == 0) {
                return Optional.of(
                        "The new column %s has values in rows that were there before".formatted(column.name()));
            }
            if (!MissingValue.fits(column)) {
                return Optional.of("The lake cannot hold the default of the new column " + column.name());
            }
        }
        return Optional.empty();
    }

    /** Whether the source changes the type without writing its rows anew, and so without another value. */
    private static boolean isSameValue(ColumnType held, ColumnType now) {
        return held.equals(now)
                || held.kind() == Kind.DECIMAL
                        && now.kind() == Kind.DECIMAL
                        && held.scale() == now.scale()
                        && held.precision() <= now.precision();
    }
}
