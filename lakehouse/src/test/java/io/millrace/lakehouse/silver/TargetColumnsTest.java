package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.schema.ColumnMarks;
import io.millrace.lakehouse.schema.SparkTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TargetColumnsTest {
    private static final TableSchema.Column ID = column("id", Kind.INT32, false);
    private static final TableSchema.Column NAME = column("name", Kind.TEXT, true);

    @Test
    void aColumnThatMayBeEmptyIsAdded() {
        TargetColumns columns = after(ID, NAME, column("age", Kind.INT16, true));

        assertThat(columns.refusal()).isEmpty();
        assertThat(columns.added()).extracting(TableSchema.Column::name).containsExactly("age");
    }

    @Test
    void whatNeedsTheValuesOfTheSourceIsRefusedWithTheReason() {
        assertThat(after(ID, NAME, column("age", Kind.INT16, false)).refusal())
                .contains("The new column age has values in rows that were there before");
        assertThat(after(ID).refusal()).contains("The source has no column name any more");
        assertThat(after(column("id", Kind.INT64, false), NAME).refusal())
                .contains("The column id is now bigint, but int in the lake");
    }

    @Test
    void aTableThatIsWrittenAnewTakesAnyColumns() {
        assertThat(TargetColumns.of(schema(ID, NAME), Optional.empty()).refusal())
                .isEmpty();
    }

    @Test
    void namesThatTheLakeCannotTellApartAreRefused() {
        assertThat(TargetColumns.of(schema(ID, NAME, column("Name", Kind.TEXT, true)), Optional.empty())
                        .refusal())
                .contains("The lake cannot tell the columns name and Name apart");
    }

    @Test
    void columnsWithNumbersAreFollowedWhateverTheyAreCalled() {
        TableSchema before = numbered(7, column(1, "id", null), column(2, "name", null), column(3, "note", null));
        TargetColumns columns = TargetColumns.of(
                numbered(7, column(1, "id", null), column(2, "title", null), column(4, "name", "\"new\"")),
                Optional.of(marked(before)));

        assertThat(columns.refusal()).isEmpty();
        assertThat(columns.schema().columns())
                .extracting(TableSchema.Column::name)
                .containsExactly("id", "title", "name");
        assertThat(columns.origins()).isEqualTo(Map.of("id", "id", "title", "name"));
        assertThat(columns.reshaped()).isTrue();
    }

    @Test
    void aNewColumnWithoutADefaultNeedsNoRowToBeWritten() {
        TableSchema before = numbered(7, column(1, "id", null));
        TargetColumns columns =
                TargetColumns.of(numbered(7, column(1, "id", null), column(2, "n", null)), Optional.of(marked(before)));

        assertThat(columns.reshaped()).isFalse();
        assertThat(columns.added()).hasSize(1);
    }

    @Test
    void aTableThatWasMadeAnewOrHasAnotherKeyWaits() {
        TableSchema before = numbered(7, column(1, "id", null), column(2, "name", null));

        assertThat(TargetColumns.of(numbered(8, column(1, "id", null)), Optional.of(marked(before)))
                        .refusal())
                .contains("The table was made anew in the source");
        assertThat(TargetColumns.of(
                                new TableSchema(before.table(), before.columns(), List.of("name"), 7),
                                Optional.of(marked(before)))
                        .refusal())
                .contains("Its rows are told apart by name now, and by id in the lake");
    }

    @Test
    void aDefaultThatTheLakeCannotHoldNeedsTheSource() {
        TableSchema before = numbered(7, column(1, "id", null));
        var price = new TableSchema.Column("price", ColumnType.decimal(4, 2), true, "any", 2, "\"NaN\"");

        assertThat(TargetColumns.of(numbered(7, column(1, "id", null), price), Optional.of(marked(before)))
                        .refusal())
                .contains("The lake cannot hold the default of the new column price");
    }

    private static TableSchema numbered(long relation, TableSchema.Column... columns) {
        return new TableSchema(TableId.parse("users"), List.of(columns), List.of("id"), relation);
    }

    private static TableSchema.Column column(int number, String name, String missing) {
        return new TableSchema.Column(name, ColumnType.of(Kind.TEXT), true, "any", number, missing);
    }

    /** The columns as the lake has them. */
    private static StructType marked(TableSchema schema) {
        StructType columns = new StructType();
        for (TableSchema.Column column : schema.columns()) {
            columns = columns.add(column.name(), SparkTypes.of(column.type()), true, ColumnMarks.of(schema, column));
        }
        return columns;
    }

    /** What becomes of a table of an id and a name. */
    private static TargetColumns after(TableSchema.Column... source) {
        return TargetColumns.of(schema(source), Optional.of(SparkTypes.of(schema(ID, NAME))));
    }

    private static TableSchema schema(TableSchema.Column... columns) {
        return new TableSchema(TableId.parse("users"), List.of(columns), List.of("id"));
    }

    private static TableSchema.Column column(String name, Kind kind, boolean nullable) {
        return new TableSchema.Column(name, ColumnType.of(kind), nullable, "any");
    }
}
