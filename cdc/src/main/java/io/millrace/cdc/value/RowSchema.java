package io.millrace.cdc.value;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** The columns of a table at a moment of the stream, and how its rows become images of the wire. */
public final class RowSchema {
    private final TableSchema table;
    private final String id;
    private final Map<String, TableSchema.Column> columns = new HashMap<>();

    private RowSchema(TableSchema table) {
        this.table = table;
        this.id = table.id();
        table.columns().forEach(column -> columns.put(column.name(), column));
    }

    /**
     * Reads the schemas that {@link CapturedColumns} shaped.
     *
     * @param key the schema of the key, or null for a table without one
     */
    public static RowSchema of(TableId table, Schema row, Schema key) {
        List<String> keyColumns =
                key == null ? List.of() : key.fields().stream().map(Field::name).toList();
        List<TableSchema.Column> columns = new ArrayList<>();
        row.fields().forEach(field -> columns.add(ColumnParameters.read(field)));
        return new RowSchema(new TableSchema(table, columns, keyColumns));
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

    private static void put(ObjectNode image, TableSchema.Column column, Struct row) {
        // Not get(): that turns a null into the default of the column.
        String text = (String) row.getWithoutDefault(column.name());
        if (text == null) {
            image.putNull(column.name());
        } else if (text != PostgresText.UNCHANGED) {
            image.set(column.name(), CanonicalValue.of(column.type(), text));
        }
    }
}
