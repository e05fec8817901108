package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.silver.FoldSummary.Range;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FoldSummaryTest {

    @Test
    void theKeysOfUpsertsAndDeletesTogetherReachFromTheLowestToTheHighest() {
        // Given
        var upserts = new Range(50L, 198L);
        var deletes = new Range(3L, 100L);
        // Then
        assertThat(upserts.with(deletes)).isEqualTo(new Range(3L, 198L));
        assertThat(deletes.with(upserts)).isEqualTo(new Range(3L, 198L));
    }

    @Test
    void textsAreInTheOrderOfTheirBytesWhichIsThatOfTheFilesStatistics() {
        // Given
        String beyond = "😀";
        String before = "�";
        // When
        Range both = new Range(beyond, beyond).with(new Range(before, before));
        // Then
        assertThat(beyond.compareTo(before)).isNegative();
        assertThat(both).isEqualTo(new Range(before, beyond));
    }

    @Test
    void rowsThatAreHereAreCountedByWhatIsToBeDoneWithThem() {
        // Given
        var schema = new TableSchema(
                TableId.parse("public.users"),
                List.of(
                        new TableSchema.Column("id", ColumnType.of(ColumnType.Kind.INT64), false, "bigint"),
                        new TableSchema.Column("name", ColumnType.of(ColumnType.Kind.TEXT), true, "text")),
                List.of("id"));
        Row aside = RowFactory.create("users", "why", "topic", 0, 1L, null, null);
        List<Row> rows = List.of(
                FoldedRows.upsert(List.of(7L, "a"), null, null),
                FoldedRows.upsert(Arrays.asList(9L, null), List.of("name"), aside),
                FoldedRows.delete(Arrays.asList(3L, null)),
                FoldedRows.doubtful(List.of(8L, "b"), false, aside),
                FoldedRows.ask(aside),
                FoldedRows.reject(aside));
        // When
        FoldSummary summary = FoldSummary.of(
                rows.stream().map(row -> named(row, FoldedRows.columns(schema))).toList(),
                FoldedRows.columns(schema),
                schema.key());
        // Then
        assertThat(summary).isEqualTo(new FoldSummary(3, 1, 2, 1, 3, Map.of("id", new Range(3L, 9L))));
    }

    private static Row named(Row row, StructType columns) {
        Object[] values = new Object[row.size()];
        for (int index = 0; index < values.length; index++) {
            boolean isNested = row.get(index) instanceof Row;
            values[index] = isNested
                    ? named((Row) row.get(index), (StructType)
                            columns.apply(index).dataType())
                    : row.get(index);
        }
        return new GenericRowWithSchema(values, columns);
    }
}
