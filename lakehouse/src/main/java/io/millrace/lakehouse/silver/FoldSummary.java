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
import org.apache.spark.unsafe.types.UTF8String;

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

        /** In the order that Spark has, which compares texts by their bytes. */
        @SuppressWarnings("unchecked") // Both are values of one column, whose type has an order.
        private static boolean precedes(Object left, Object right) {
            return left instanceof String text
                    ? UTF8String.fromString(text).compareTo(UTF8String.fromString((String) right)) < 0
                    : ((Comparable<Object>) left).compareTo(right) < 0;
        }
    }

    /** Computes the rows, which should be kept for the write that follows. */
    static FoldSummary of(Dataset<Row> folded, List<String> key) {
        List<String> ordered = ordered(folded.schema(), key);
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
        return of(counts, partial, doubtful, ranges);
    }

    /** The same of rows that are here. */
    static FoldSummary of(List<Row> folded, StructType columns, List<String> key) {
        List<String> ordered = ordered(columns, key);
        Map<String, Long> counts = new HashMap<>();
        Map<String, Range> ranges = new HashMap<>();
        long partial = 0;
        long doubtful = 0;
        for (Row change : folded) {
            String action = change.getAs(FoldedRows.ACTION);
            counts.merge(action, 1L, Long::sum);
            partial += change.getAs(FoldedRows.ABSENT) == null ? 0 : 1;
            boolean isDoubtful = !action.equals(FoldedRows.REJECT) && change.getAs(FoldedRows.REJECTED) != null;
            doubtful += isDoubtful ? 1 : 0;
            Row row = change.getAs(FoldedRows.ROW);
            for (String name : ordered) {
                Object value = row == null ? null : row.getAs(name);
                if (value != null) {
                    ranges.merge(name, new Range(value, value), Range::with);
                }
            }
        }
        return of(counts, partial, doubtful, ranges);
    }

    private static FoldSummary of(Map<String, Long> counts, long partial, long doubtful, Map<String, Range> ranges) {
        return new FoldSummary(
                counts.getOrDefault(FoldedRows.UPSERT, 0L),
                counts.getOrDefault(FoldedRows.DELETE, 0L),
                counts.getOrDefault(FoldedRows.REJECT, 0L) + counts.getOrDefault(FoldedRows.ASK, 0L),
                partial,
                doubtful,
                ranges);
    }

    private static List<String> ordered(StructType folded, List<String> key) {
        StructType columns = (StructType) folded.apply(FoldedRows.ROW).dataType();
        return key.stream()
                .filter(name -> hasOrder(columns.apply(name).dataType()))
                .toList();
    }

    private static boolean hasOrder(DataType type) {
        return !(type instanceof ArrayType || type instanceof BinaryType || type instanceof BooleanType);
    }

    boolean changesNothing() {
        return upserts == 0 && deletes == 0;
    }
}
