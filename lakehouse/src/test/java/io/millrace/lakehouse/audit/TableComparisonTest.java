package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.lake.RowDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableComparisonTest {
    private static final int BUCKETS = 16;
    private static final ComparedColumns COLUMNS = columns();

    private static ComparedColumns columns() {
        Map<String, String> source = new LinkedHashMap<>();
        source.put("id", "id");
        source.put("name", "name");
        return ComparedColumns.of(
                source,
                new TableSchema(
                        TableId.parse("public.t"),
                        List.of(
                                new TableSchema.Column("id", ColumnType.of(Kind.INT64), false, "bigint"),
                                new TableSchema.Column("name", ColumnType.of(Kind.TEXT), true, "text")),
                        List.of("id")));
    }

    /** Rows in memory. */
    private record Rows(List<List<String>> rows) implements TableSide {
        static Rows upTo(int count) {
            return new Rows(IntStream.rangeClosed(1, count)
                    .mapToObj(id -> List.of(Integer.toString(id), "row " + id))
                    .toList());
        }

        Rows without(int id) {
            return new Rows(rows.stream()
                    .filter(row -> !row.get(0).equals(Integer.toString(id)))
                    .toList());
        }

        Rows with(int id, String name) {
            List<List<String>> more = new ArrayList<>(rows);
            more.add(Arrays.asList(Integer.toString(id), name));
            return new Rows(more);
        }

        @Override
        public BucketSums sums(int buckets) {
            var sums = new BucketSums(buckets);
            rows.forEach(row -> sums.add(bucket(row, buckets), 1, hash(row)));
            return sums;
        }

        @Override
        public Map<String, List<Long>> hashes(int buckets, Collection<Integer> wanted) {
            Map<String, List<Long>> hashes = new TreeMap<>();
            rows.stream().filter(row -> wanted.contains(bucket(row, buckets))).forEach(row -> hashes.computeIfAbsent(
                            key(row), any -> new ArrayList<>())
                    .add(hash(row)));
            return hashes;
        }

        @Override
        public Map<String, List<String>> rows(Collection<String> keys) {
            Map<String, List<String>> found = new TreeMap<>();
            rows.stream().filter(row -> keys.contains(key(row))).forEach(row -> found.computeIfAbsent(
                            key(row), any -> new ArrayList<>())
                    .add(JsonTexts.write(row)));
            return found;
        }

        private static String key(List<String> row) {
            return JsonTexts.write(row.subList(0, 1));
        }

        private static int bucket(List<String> row, int buckets) {
            return (int) (new TextHash().of(key(row)) & (buckets - 1));
        }

        private static long hash(List<String> row) {
            return new TextHash().of(JsonTexts.write(row));
        }
    }

    private static TableComparison.Found compare(Rows source, Rows lake) throws Exception {
        return new TableComparison(COLUMNS, source, lake).compare(source.sums(BUCKETS), BUCKETS);
    }

    @Test
    void equalTablesAreEqualInAnyOrder() throws Exception {
        // When
        TableComparison.Found found =
                compare(Rows.upTo(500), Rows.upTo(500).without(7).with(7, "row 7"));
        // Then
        assertThat(found.equal()).isTrue();
        assertThat(found.sourceRows()).isEqualTo(500);
    }

    @Test
    void everyRowThatDiffersIsNamedWithBothVersions() throws Exception {
        // Given
        Rows lake = Rows.upTo(500)
                .without(1)
                .without(2)
                .with(2, null)
                .with(3, "row 3")
                .with(900, "extra");
        // When
        TableComparison.Found found = compare(Rows.upTo(500), lake);
        // Then
        assertThat(found.equal()).isFalse();
        assertThat(found.complete()).isTrue();
        assertThat(found.rows())
                .extracting(row -> "%s %s %s".formatted(row.kind(), row.key(), row.columns()))
                .containsExactlyInAnyOrder(
                        "MISSING_IN_LAKE {\"id\":1} []",
                        "CHANGED {\"id\":2} [name]",
                        "DOUBLED {\"id\":3} []",
                        "NOT_IN_SOURCE {\"id\":900} []");
        RowDifference changed = found.rows().stream()
                .filter(row -> row.kind() == RowDifference.Kind.CHANGED)
                .findFirst()
                .orElseThrow();
        assertThat(changed.source()).containsEntry("name", "row 2");
        assertThat(changed.lake()).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("name", null));
    }

    @Test
    void oneRowTwiceInTheLakeAndAnotherNotAtAllIsNoBalance() throws Exception {
        assertThat(compare(Rows.upTo(50), Rows.upTo(50).without(1).with(2, "row 2"))
                        .differing())
                .isEqualTo(2);
    }

    @Test
    void moreThanCanBeNamedIsSaidToBeMore() throws Exception {
        // When
        TableComparison.Found found = compare(Rows.upTo(3_000), Rows.upTo(0));
        // Then
        assertThat(found.rows()).hasSize(TableComparison.MOST_ROWS);
        assertThat(found.differing()).isEqualTo(3_000);
        assertThat(found.complete()).isFalse();
    }

    @Test
    void bucketsAreAPowerOfTwoWithinBounds() {
        assertThat(BucketSums.bucketsFor(0)).isEqualTo(16);
        assertThat(BucketSums.bucketsFor(1_000_000)).isEqualTo(2048);
        assertThat(BucketSums.bucketsFor(10_000_000_000L)).isEqualTo(65_536);
    }
}
