package io.millrace.streaming.row;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.process.Json;
import io.millrace.streaming.value.Form;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CellSpecTest {
    private static final Stamp STAMP = new Stamp(false, 1, 2, 1);
    private static final TableSchema SCHEMA = new TableSchema(
            TableId.parse("orders"),
            List.of(
                    new TableSchema.Column("id", ColumnType.of(Kind.INT64), false, "bigint"),
                    new TableSchema.Column("note", ColumnType.of(Kind.TEXT), true, "text")),
            List.of("id"));
    private static final ObjectNode IMAGE =
            Json.mapper().createObjectNode().put("id", 7).putNull("note");

    private static Cell read(ObjectNode image, String... names) {
        return new CellSpec(List.of(names), Form.TEXT).read(SCHEMA, image, ZoneOffset.UTC, STAMP);
    }

    @Test
    void theFirstColumnCountsThatTheTableHas() {
        assertThat(read(IMAGE, "order_id", "id").value()).contains("7");
    }

    @Test
    void theKeyNeedsNoName() {
        assertThat(read(IMAGE, CellSpec.KEY).value()).contains("7");
    }

    @Test
    void nullIsKnownToBeNull() {
        assertThat(read(IMAGE, "note").known()).isTrue();
        assertThat(read(IMAGE, "note").value()).isEmpty();
    }

    @Test
    void whatTheImageOrTheTableDoesNotHaveIsNotKnown() {
        ObjectNode withoutNote = Json.mapper().createObjectNode().put("id", 7);

        assertThat(read(withoutNote, "note").known()).isFalse();
        assertThat(read(IMAGE, "added_later").known()).isFalse();
    }
}
