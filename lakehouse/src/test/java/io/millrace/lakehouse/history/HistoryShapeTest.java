package io.millrace.lakehouse.history;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.TableSchema.Column;
import io.millrace.contracts.process.PipelineException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HistoryShapeTest {
    private static Column column(int number, String name, ColumnType type) {
        return new Column(name, type, true, "any", number, null);
    }

    private static HistoryShape shape(List<Column> held, List<Column> table) {
        var id = TableId.parse("users");
        return HistoryShape.of(
                new TableSchema(id, held, List.of(), 7),
                new TableSchema(id, table, List.of("id"), 7),
                "shop__history.users");
    }

    @Test
    void aHistoryKeepsColumnsThatTheTableHasDroppedAndCallsTheOthersAsTheTableDoes() {
        HistoryShape shape = shape(
                List.of(
                        column(1, "id", ColumnType.of(Kind.INT32)),
                        column(2, "name", ColumnType.of(Kind.TEXT)),
                        column(3, "note", ColumnType.of(Kind.TEXT))),
                List.of(
                        column(1, "id", ColumnType.of(Kind.INT64)),
                        column(2, "title", ColumnType.of(Kind.TEXT)),
                        column(4, "age", ColumnType.of(Kind.INT16))));

        assertThat(shape.schema().columns()).extracting(Column::name).containsExactly("id", "title", "note", "age");
        assertThat(shape.origins()).isEqualTo(Map.of("id", "id", "title", "name", "note", "note"));
        assertThat(shape.reshaped()).isTrue();
    }

    @Test
    void aHistoryEndsWhereItsVersionsCannotHaveTheTypeOfTheTable() {
        assertThatThrownBy(() -> shape(
                        List.of(column(1, "id", ColumnType.of(Kind.TEXT))),
                        List.of(column(1, "id", ColumnType.of(Kind.INT32)))))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("the history ends here");
    }
}
