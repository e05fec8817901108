package io.millrace.cdc.reload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AskedKeyTest {
    private static TableSchema keyedBy(Kind... kinds) {
        List<TableSchema.Column> columns = Arrays.stream(kinds)
                .map(kind ->
                        new TableSchema.Column(kind.name().toLowerCase(Locale.ROOT), ColumnType.of(kind), false, "any"))
                .toList();
        return new TableSchema(
                TableId.parse("keyed"),
                columns,
                columns.stream().map(TableSchema.Column::name).toList());
    }

    private static ObjectNode json() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Test
    void aKeyIsReadAsPostgresWritesIt() {
        AskedKey key = AskedKey.of(
                keyedBy(Kind.INT32, Kind.DATE, Kind.TIMESTAMP, Kind.TIMESTAMP_TZ, Kind.BINARY, Kind.TEXT),
                json().put("text", "it's")
                        .put("int32", 7)
                        .put("date", -735_160)
                        .put("timestamp", -1)
                        .put("timestamp_tz", 1_709_251_199_999_999L)
                        .put("binary", "AP8="));

        assertThat(key.texts())
                .containsExactly(
                        "7",
                        "0044-03-15 BC",
                        "1969-12-31 23:59:59.999999",
                        "2024-02-29 23:59:59.999999+00",
                        "\\x00ff",
                        "it's");
    }

    @Test
    void aKeyHasOneFormWhateverTheOrderAndTheNumbersOfTheQuestion() {
        TableSchema schema = keyedBy(Kind.INT64, Kind.FLOAT64);

        AskedKey key = AskedKey.of(schema, json().put("float64", 1).put("int64", 2));

        assertThat(key.node().toString()).isEqualTo("{\"int64\":2,\"float64\":1.0}");
    }

    @Test
    void aKeyThatIsNotOneIsRefused() {
        TableSchema schema = keyedBy(Kind.INT64);

        for (ObjectNode asked : List.of(json(), json().put("id", 1), json().putNull("int64"))) {
            assertThatThrownBy(() -> AskedKey.of(schema, asked)).hasMessageContaining("has the columns [int64]");
        }
    }
}
