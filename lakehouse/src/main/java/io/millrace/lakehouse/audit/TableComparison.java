package io.millrace.lakehouse.audit;

import io.millrace.contracts.lake.RowDifference;
import io.millrace.contracts.lake.RowDifference.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two sides of a table: all rows by the sums of buckets, those of the buckets that differ by their hashes, and
 * those whose hashes differ column by column.
 */
record TableComparison(ComparedColumns columns, TableSide source, TableSide lake) {
    /** Differing buckets that are looked into. */
    static final int MOST_BUCKETS = 64;
    /** Differing rows that are named. */
    static final int MOST_ROWS = 1_000;

    private static final int ROWS_AT_ONCE = 250;

    /**
     * What was found.
     *
     * @param equal whether both sides have the same rows, each as often
     * @param differing rows that differ in the buckets that were looked into
     * @param complete whether all that differs is among the rows
     */
    record Found(
            boolean equal,
            int buckets,
            long sourceRows,
            long lakeRows,
            long differing,
            boolean complete,
            List<RowDifference> rows) {}

    /** Compares all rows; the source's sums were taken already. */
    Found compare(BucketSums sourceSums, int buckets) throws MovedTableException {
        BucketSums lakeSums = lake.sums(buckets);
        List<Integer> different = sourceSums.different(lakeSums);
        if (different.isEmpty()) {
            return new Found(true, buckets, sourceSums.rows(), lakeSums.rows(), 0, true, List.of());
        }
        List<Integer> opened = different.subList(0, Math.min(MOST_BUCKETS, different.size()));
        Map<String, List<Long>> sourceHashes = source.hashes(buckets, opened);
        Map<String, List<Long>> lakeHashes = lake.hashes(buckets, opened);
        Set<String> keys = new TreeSet<>();
        keys.addAll(sourceHashes.keySet());
        keys.addAll(lakeHashes.keySet());
        keys.removeIf(key -> isSame(sourceHashes.get(key), lakeHashes.get(key)));
        List<String> named = keys.stream().limit(MOST_ROWS).toList();
        boolean complete = opened.size() == different.size() && named.size() == keys.size();
        return new Found(false, buckets, sourceSums.rows(), lakeSums.rows(), keys.size(), complete, differences(named));
    }

    private static boolean isSame(List<Long> left, List<Long> right) {
        return left != null
                && right != null
                && left.size() == right.size()
                && left.stream()
                        .sorted()
                        .toList()
                        .equals(right.stream().sorted().toList());
    }

    private List<RowDifference> differences(List<String> keys) throws MovedTableException {
        List<RowDifference> differences = new ArrayList<>();
        for (int first = 0; first < keys.size(); first += ROWS_AT_ONCE) {
            List<String> some = keys.subList(first, Math.min(keys.size(), first + ROWS_AT_ONCE));
            Map<String, List<String>> sourceRows = source.rows(some);
            Map<String, List<String>> lakeRows = lake.rows(some);
            for (String key : some) {
                differences.add(difference(
                        key, sourceRows.getOrDefault(key, List.of()), lakeRows.getOrDefault(key, List.of())));
            }
        }
        return differences;
    }

    private RowDifference difference(String key, List<String> source, List<String> lake) {
        Kind kind = kind(source, lake);
        boolean both = !source.isEmpty() && !lake.isEmpty();
        Set<String> different = new HashSet<>();
        if (both) {
            lake.forEach(row -> different.addAll(columns.different(source.get(0), row)));
        }
        return new RowDifference(
                kind,
                columns.wireKey(key),
                columns.names().stream().filter(different::contains).toList(),
                source.isEmpty() ? null : columns.readable(source.get(0)),
                lake.stream().map(columns::readable).toList(),
                null);
    }

    private static Kind kind(List<String> source, List<String> lake) {
        if (lake.isEmpty()) {
            return Kind.MISSING_IN_LAKE;
        }
        if (source.isEmpty()) {
            return Kind.NOT_IN_SOURCE;
        }
        return lake.size() > 1 ? Kind.DOUBLED : Kind.CHANGED;
    }
}
