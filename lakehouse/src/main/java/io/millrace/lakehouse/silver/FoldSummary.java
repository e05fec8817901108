package io.millrace.lakehouse.silver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * What a table's changes came to.
 *
 * @param partial upserts that need what the lake has of their row
 * @param doubtful rows that perhaps only the source can tell of
 * @param keyRange for key columns that have an order, the lowest and the highest value
 */
record FoldSummary(
        long upserts, long deletes, long rejected, long partial, long doubtful, Map<String, Range> keyRange) {
    /** The lowest and the highest value of a column. */
    record Range(Object least, Object most) {
        /** The smallest range that holds both. */
        Range with(Range other) {
            return new Range(
                    precedes(other.least, least) ? other.least : least, precedes(most, other.most) ? other.most : most);
        }

        @SuppressWarnings("unchecked") // Both are values of one column, whose type has an order.
        private static boolean precedes(Object left, Object right) {
            return ((Comparable<Object>) left).compareTo(right) < 0;
        }
    }

    /** Computes the rows, which should be kept for the write that follows. */
    static FoldSummary of(Dataset<Row> folded, List<String> key) {
        StructType columns = (StructType) folded.schema().apply(FoldedRows.ROW).dataType();
        List<String> ordered = key.stream()
                .filter(name -> hasOrder(columns.apply(name).dataType()))
                .toList();
        List<Column> aggregates = new ArrayList<>();
        aggregates.add(functions.count(functions.col(FoldedRows.ABSENT)));
        aggregates.add(functions.count(functions.col(FoldedRows.REJECTED)));
        for (String name : ordered) {
            Column value = functions.col(FoldedRows.ROW).getField(name);
            aggregates.add(functions.min(value));
            aggregates.add(functions.max(value));
        }
        Map<String, Long> counts = new HashMap<>();
        Map<String, Range> ranges = new HashMap<>();
        long partial = 0;
        long doubtful = 0;
        for (Row row : folded.groupBy(FoldedRows.ACTION)
                .agg(functions.count(functions.lit(1)), aggregates.toArray(Column[]::new))
                .collectAsList()) {
            counts.put(row.getString(0), row.getLong(1));
            partial += row.getLong(2);
            doubtful += row.getString(0).equals(FoldedRows.REJECT) ? 0 : row.getLong(3);
            for (int index = 0; index < ordered.size(); index++) {
                int least = 4 + 2 * index;
                if (!row.isNullAt(least)) {
                    ranges.merge(ordered.get(index), new Range(row.get(least), row.get(least + 1)), Range::with);
                }
            }
        }
        return new FoldSummary(
                counts.getOrDefault(FoldedRows.UPSERT, 0L),
                counts.getOrDefault(FoldedRows.DELETE, 0L),
                counts.getOrDefault(FoldedRows.REJECT, 0L) + counts.getOrDefault(FoldedRows.ASK, 0L),
                partial,
                doubtful,
                ranges);
    }

    private static boolean hasOrder(DataType type) {
        return !(type instanceof ArrayType || type instanceof BinaryType || type instanceof BooleanType);
    }

    boolean changesNothing() {
        return upserts == 0 && deletes == 0;
    }
}
