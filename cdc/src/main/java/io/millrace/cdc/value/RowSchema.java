package io.millrace.cdc.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.pipeline.ColumnRule;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * The columns of a table at a moment of the stream, and how its rows become images of the wire. A value of a masked
 * column is in no image.
 */
public final class RowSchema {
    private final TableSchema table;
    private final String id;
    private final Map<String, ColumnRule> rules;
    private final Map<String, TableSchema.Column> columns = new HashMap<>();

    private RowSchema(TableSchema table, Map<String, ColumnRule> rules) {
        this.table = table;
        this.rules = rules;
        this.id = table.id();
        table.columns().forEach(column -> columns.put(column.name(), column));
    }

    /**
     * Reads the schemas that {@link CapturedColumns} shaped.
     *
     * @param key the schema of the key, or null for a table without one
     * @param rules what becomes of columns, by name
     * @param catalog what is known of columns with these names and types
     * @throws PipelineException of kind CONFIGURATION if the row lacks a column that has a rule
     */
    public static RowSchema of(
            TableId table,
            Schema row,
            Schema key,
            Map<String, ColumnRule> rules,
            Function<List<TableSchema.Column>, KnownColumns> catalog) {
        List<String> keyColumns =
                key == null ? List.of() : key.fields().stream().map(Field::name).toList();
        rules.keySet().forEach(name -> requireColumn(table, row, name));
        List<TableSchema.Column> all =
                row.fields().stream().map(ColumnParameters::read).toList();
        KnownColumns known = catalog.apply(all);
        List<TableSchema.Column> columns = new ArrayList<>();
        for (TableSchema.Column column : all) {
            ColumnRule rule = rules.get(column.name());
            if (rule == null || rule.keepsColumn()) {
                columns.add(
                        with(known.byName().get(column.name()), rule == null ? column : masked(column, rule), rule));
            }
        }
        return new RowSchema(new TableSchema(table, columns, keyColumns, known.relation()), rules);
    }

    private static TableSchema.Column with(KnownColumns.Known known, TableSchema.Column column, ColumnRule rule) {
        if (known == null) {
            return column;
        }
        String missing = known.missing() == null
                ? null
                : value(column, rule, known.missing()).toString();
        return new TableSchema.Column(
                column.name(), column.type(), column.nullable(), column.sourceType(), known.number(), missing);
    }

    /** A column that was renamed has no rule under its new name, so its clear values would go out. */
    private static void requireColumn(TableId table, Schema row, String name) {
        if (row.field(name) == null) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    ("The pipeline file masks the column '%s' of %s, but its rows have no such column any more; capture"
                                    + " stops before its values go out under another name; say in the file what it is"
                                    + " called now")
                            .formatted(name, table));
        }
    }

    /** The rule is part of the schema, so that a changed one is seen from its first row on. */
    private static TableSchema.Column masked(TableSchema.Column column, ColumnRule rule) {
        return new TableSchema.Column(
                column.name(),
                ColumnType.of(Kind.TEXT),
                column.nullable(),
                "%s, masked: %s".formatted(column.sourceType(), rule.description()));
    }

    public TableSchema table() {
        return table;
    }

    public String id() {
        return id;
    }

    /** All columns that the source sent: one that it left out because it did not change is absent. */
    public ObjectNode image(Struct row) {
        ObjectNode image = JsonNodeFactory.instance.objectNode();
        for (TableSchema.Column column : table.columns()) {
            put(image, column, row);
        }
        return image;
    }

    /** The columns of the key, in key order. */
    public ObjectNode key(Struct row) {
        ObjectNode image = JsonNodeFactory.instance.objectNode();
        for (String name : table.key()) {
            put(image, columns.get(name), row);
        }
        return image;
    }

    private void put(ObjectNode image, TableSchema.Column column, Struct row) {
        // Not get(): that turns a null into the default of the column.
        String text = (String) row.getWithoutDefault(column.name());
        if (text == null) {
            image.putNull(column.name());
        } else if (text != PostgresText.UNCHANGED) {
            image.set(column.name(), value(column, rules.get(column.name()), text));
        }
    }

    private static JsonNode value(TableSchema.Column column, ColumnRule rule, String text) {
        return CanonicalValue.of(column.type(), rule == null ? text : rule.apply(text));
    }
}
