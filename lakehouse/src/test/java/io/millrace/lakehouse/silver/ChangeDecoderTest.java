package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.TableSchema.Column;
import io.millrace.lakehouse.schema.UnfitValueException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChangeDecoderTest {
    private static final TableSchema OLD =
            schema(7, column(1, "id", null), column(2, "name", null), column(3, "note", null));
    private static final TableSchema NEW =
            schema(7, column(1, "id", null), column(2, "note", null), column(4, "name", "\"default\""));

    private static TableSchema schema(long relation, Column... columns) {
        return new TableSchema(TableId.parse("users"), List.of(columns), List.of("id"), relation);
    }

    private static Column column(int number, String name, String missing) {
        return new Column(name, ColumnType.of(Kind.TEXT), true, "text", number, missing);
    }

    @Test
    void aColumnIsFoundByItsNumberAndARowThatIsOlderThanItHasItsDefault() throws Exception {
        var decoder = new ChangeDecoder(NEW, Map.of("old", OLD, "new", NEW));

        assertThat(decoder.row("old", "{\"id\":\"1\",\"name\":\"Ada\",\"note\":\"dropped\"}"))
                .containsExactly("1", "Ada", "default");
        assertThat(decoder.row("new", "{\"id\":\"1\",\"name\":null}")).containsExactly("1", RowChange.ABSENT, null);
    }

    @Test
    void aChangeOfATableThatHadTheNameBeforeDoesNotFit() {
        TableSchema other = schema(6, column(1, "id", null), column(2, "note", null));
        var decoder = new ChangeDecoder(NEW, Map.of("other", other));

        assertThatThrownBy(() -> decoder.row("other", "{\"id\":\"1\",\"note\":null}"))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining("another table");
    }
}
