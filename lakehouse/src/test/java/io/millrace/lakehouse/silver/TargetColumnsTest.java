package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.schema.SparkTypes;
import java.util.List;
import java.util.Optional;
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
