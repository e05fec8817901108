package io.millrace.lakehouse.schema;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Writes into the columns of a table in the lake which columns of the source they are, and reads it back: so that one that
 * was renamed is known again, whatever else is lost.
 */
public final class ColumnMarks {
    private static final String RELATION = "millrace.relation";
    private static final String NUMBER = "millrace.number";
    /** The place in the key, beginning with 1. */
    private static final String KEY = "millrace.key";

    private ColumnMarks() {}

    /** The mark of a column. */
    public static Metadata of(TableSchema table, TableSchema.Column column) {
        var mark = new MetadataBuilder();
        if (table.relation() != 0 && column.number() != 0) {
            mark.putLong(RELATION, table.relation()).putLong(NUMBER, column.number());
        }
        int place = table.key().indexOf(column.name());
        if (place >= 0) {
            mark.putLong(KEY, place + 1L);
        }
        return mark.build();
    }

    /** The columns of a table of the lake with what their marks say; without a key where they do not say it. */
    public static TableSchema read(TableId table, StructType held) {
        List<TableSchema.Column> columns = new ArrayList<>();
        Map<Long, String> key = new TreeMap<>();
        long relation = 0;
        for (StructField field : held.fields()) {
            Metadata mark = field.metadata();
            columns.add(new TableSchema.Column(
                    field.name(),
                    SparkTypes.columnType(field.dataType()),
                    true,
                    field.dataType().catalogString(),
                    mark.contains(NUMBER) ? (int) mark.getLong(NUMBER) : 0,
                    null));
            relation = mark.contains(RELATION) ? mark.getLong(RELATION) : relation;
            if (mark.contains(KEY)) {
                key.put(mark.getLong(KEY), field.name());
            }
        }
        return new TableSchema(table, columns, List.copyOf(key.values()), relation);
    }
}
