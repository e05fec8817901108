package io.millrace.lakehouse.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;

/**
 * Between which values keys lie; it keeps files without such keys out of a search.
 *
 * @param count of rows that were looked at
 * @param bounds the lowest and the highest value of each key column that has an order
 */
record KeyRange(long count, Map<String, Bounds> bounds) {
    /** The lowest and the highest value of a column. */
    record Bounds(Object least, Object most) {}

    /** Every key. */
    static KeyRange all() {
        return new KeyRange(0, Map.of());
    }

    /** The range of the keys of these rows, which are computed. */
    static KeyRange of(Dataset<Row> rows, List<String> key, Function<String, Column> column) {
        List<String> ordered = key.stream()
                .filter(name -> hasOrder(
                        rows.select(column.apply(name)).schema().fields()[0].dataType()))
                .toList();
        List<Column> aggregates = new ArrayList<>();
        ordered.forEach(name -> {
            aggregates.add(functions.min(column.apply(name)));
            aggregates.add(functions.max(column.apply(name)));
        });
        Row row = rows.agg(functions.count(functions.lit(1)), aggregates.toArray(Column[]::new))
                .first();
        Map<String, Bounds> bounds = new LinkedHashMap<>();
        for (int index = 0; index < ordered.size(); index++) {
            if (!row.isNullAt(1 + 2 * index)) {
                bounds.put(ordered.get(index), new Bounds(row.get(1 + 2 * index), row.get(2 + 2 * index)));
            }
        }
        return new KeyRange(row.getLong(0), bounds);
    }

    private static boolean hasOrder(DataType type) {
        return !(type instanceof ArrayType || type instanceof BinaryType || type instanceof BooleanType);
    }

    /** Whether a row may have one of the keys. */
    Column holds(Function<String, Column> column) {
        Column holds = functions.lit(true);
        for (var entry : bounds.entrySet()) {
            holds = holds.and(column.apply(entry.getKey())
                            .geq(functions.lit(entry.getValue().least())))
                    .and(column.apply(entry.getKey())
                            .leq(functions.lit(entry.getValue().most())));
        }
        return holds;
    }
}
