package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.schema.SparkTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that a silver table has after a round: those it has, and those that the source has added.
 *
 * @param schema the columns in their order, with the source's key
 * @param added which of them the table does not have yet
 * @param refusal why the lake cannot have such a table, or not without writing it anew, if it cannot
 */
record TargetColumns(TableSchema schema, List<TableSchema.Column> added, Optional<String> refusal) {
    /**
     * Adds the source's columns to the table's.
     *
     * @param existing the table's columns; nothing while there is no table
     */
    static TargetColumns of(TableSchema source, Optional<StructType> existing) {
        List<TableSchema.Column> columns = new ArrayList<>();
        for (StructField field : existing.orElseGet(StructType::new).fields()) {
            columns.add(new TableSchema.Column(
                    field.name(),
                    SparkTypes.columnType(field.dataType()),
                    true,
                    field.dataType().catalogString()));
        }
        Set<String> known = columns.stream().map(TableSchema.Column::name).collect(Collectors.toSet());
        List<TableSchema.Column> added = source.columns().stream()
                .filter(column -> !known.contains(column.name()))
                .toList();
        columns.addAll(added);
        return new TargetColumns(
                new TableSchema(source.table(), columns, source.key()),
                added,
                refusal(source, columns)
                        .or(() -> existing.isEmpty() ? Optional.empty() : rewriting(source, columns, added)));
    }

    private static Optional<String> refusal(TableSchema source, List<TableSchema.Column> columns) {
        if (source.key().isEmpty()) {
            return Optional.of("The table has no key, so its rows cannot be found again");
        }
        Map<String, String> byLowerCase = new HashMap<>();
        for (TableSchema.Column column : columns) {
            String twin = byLowerCase.put(column.name().toLowerCase(Locale.ROOT), column.name());
            if (twin != null) {
                return Optional.of("The lake cannot tell the columns %s and %s apart".formatted(twin, column.name()));
            }
        }
        return Optional.empty();
    }

    /** Why rows that are in the lake would have to be written anew, which needs what only the source knows. */
    private static Optional<String> rewriting(
            TableSchema source, List<TableSchema.Column> columns, List<TableSchema.Column> added) {
        Map<String, ColumnType> types = new HashMap<>();
        source.columns().forEach(column -> types.put(column.name(), column.type()));
        for (TableSchema.Column column : columns) {
            ColumnType type = types.get(column.name());
            if (type == null) {
                return Optional.of("The source has no column %s any more".formatted(column.name()));
            }
            if (!type.equals(column.type())) {
                return Optional.of("The column %s is now %s, but %s in the lake"
                        .formatted(
                                column.name(),
                                SparkTypes.of(type).catalogString(),
                                SparkTypes.of(column.type()).catalogString()));
            }
        }
        return added.stream()
                .filter(column -> !column.nullable())
                .findFirst()
                .map(column -> "The new column %s has values in rows that were there before".formatted(column.name()));
    }
}
