package io.millrace.trino.live;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.lake.LiveTables;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.trino.lake.LakeTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LiveViewsTest {
    @Test
    void thePositionComesFirstBecauseTheOthersReadIt() throws Exception {
        // When
        Map<LakeTable, String> views = LiveViews.of("shop", Optional.of(tables()));
        // Then
        assertThat(views.keySet())
                .extracting(LakeTable::toString)
                .containsExactly("shop__live.from__", "shop__live.audit__a_b");
        assertThat(views.get(new LakeTable("shop__live", "from__")))
                .isEqualTo("SELECT CAST(2 AS integer) AS incarnation, CAST(42 AS bigint) AS lsn");
    }

    @Test
    void namesOfTheSourceAreOnlyNames() throws Exception {
        assertThat(LiveViews.of("shop", Optional.of(tables())).get(new LakeTable("shop__live", "audit__a_b")))
                .contains("held.\"it's \"\"odd\"\"\"", "element_at(row.image, 'It''s \"odd\"')");
    }

    @Test
    void aLakeWithoutACutHasNoViews() {
        assertThat(LiveViews.of("shop", Optional.empty())).isEmpty();
    }

    @Test
    void aFileThatIsNotUnderstoodIsSaidToBe() {
        assertThatThrownBy(() -> LiveViews.of("shop", Optional.of("[]"))).isInstanceOf(PipelineException.class);
    }

    private static String tables() throws Exception {
        var schema = new TableSchema(
                new TableId("audit", "a_b"),
                List.of(
                        new TableSchema.Column("id", ColumnType.of(Kind.INT64), true, "bigint"),
                        new TableSchema.Column("It's \"odd\"", ColumnType.of(Kind.TEXT), true, "text")),
                List.of("id"));
        return Json.mapper()
                .writeValueAsString(new LiveTables(
                        new Position(2, 42), Map.of(schema.table(), new LiveTables.Table(schema, "topic", 3))));
    }
}
