package io.millrace.lakehouse.silver;

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
 * @param refusal why the lake cannot have such a table, if it cannot
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
                new TableSchema(source.table(), columns, source.key()), added, refusal(source, columns));
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
}
