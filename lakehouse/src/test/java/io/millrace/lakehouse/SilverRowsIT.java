package io.millrace.lakehouse;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.lake.Maintenance;
import io.millrace.contracts.pipeline.Pipeline;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static io.millrace.lakehouse.LakehouseStack.awaitSilver;
import static io.millrace.lakehouse.LakehouseStack.started;
import static io.millrace.lakehouse.UserTable.silver;
import static org.assertj.core.api.Assertions.assertThat;

class SilverRowsIT {
    @Test
    void partialUpdatesWholeTransactionsAndNewColumnsComeOutRight() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID);
                Lakehouse lakehouse = started(pipeline)) {
            // Given
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, 99);
            UserTable.row(capture, Operation.READ, 100, 99, 1, "one");
            UserTable.row(capture, Operation.READ, 100, 99, 2, "two");
            capture.progress(100);
            awaitSilver(lakehouse, 100);

            // When: an update leaves out what did not change, and a transaction is not yet committed
            UserTable.rename(capture, 110, 100, 1, "renamed");
            UserTable.delete(capture, 125, 120, 2);
            capture.progress(120);
            awaitSilver(lakehouse, 120);

            // Then
            assertThat(silver(pipeline)).containsExactly("1 renamed bio 1", "2 two bio 2");
            // Then nothing was put aside, not even nothing: a commit of that kind has all tables wait for each other.
            assertThat(LAKE.version(pipeline.name() + "__log", "quarantine")).hasValue(0);

            // When: the transaction commits, and the source adds a column
            var score = new TableSchema.Column("score", ColumnType.decimal(10, 2), true, "numeric(10,2)");
            TableSchema wider = UserTable.schema(score);
            capture.schema(wider);
            capture.change(
                    Operation.CREATE,
                    wider,
                    135,
                    130,
                    UserTable.key(3),
                    "{\"id\":3,\"name\":\"three\",\"bio\":null,\"score\":\"1.50\"}");
            capture.progress(140);
            awaitSilver(lakehouse, 140);

            // Then
            assertThat(silver(pipeline)).containsExactly("1 renamed bio 1", "3 three null");
            assertThat(LakehouseStack.silver(pipeline, UserTable.ID, "id"))
                    .extracting(row -> row.<Object>getAs("score"))
                    .containsExactly(null, new BigDecimal("1.50"));

            // When
            maintain(lakehouse, "optimize");
            maintain(lakehouse, "vacuum");
            UserTable.rename(capture, 150, 145, 1, "after maintenance");
            capture.progress(160);
            awaitSilver(lakehouse, 160);

            // Then: the position outlives the compaction
            assertThat(LAKE.positionOf(pipeline.name(), "users")).hasToString("Optional[1:0/A0]");
            assertThat(silver(pipeline)).containsExactly("1 after maintenance bio 1", "3 three null");
        }
    }

    @Test
    void everyTypeAndAnyNameReachesTheLake() throws Exception {
        // Given
        var table = TableId.parse("odd.Ta ble");
        var schema = new TableSchema(
                table,
                List.of(
                        column("Id part", ColumnType.of(Kind.TEXT)),
                        column("no", ColumnType.of(Kind.INT16)),
                        column("select", ColumnType.of(Kind.BOOLEAN)),
                        column("a.b`c", ColumnType.of(Kind.FLOAT64)),
                        column("größe", ColumnType.decimal(38, 10)),
                        column("day", ColumnType.of(Kind.DATE)),
                        column("local", ColumnType.of(Kind.TIMESTAMP)),
                        column("instant", ColumnType.of(Kind.TIMESTAMP_TZ)),
                        column("bytes", ColumnType.of(Kind.BINARY)),
                        column("tags", ColumnType.array(ColumnType.of(Kind.TEXT))),
                        column("times", ColumnType.array(ColumnType.of(Kind.TIMESTAMP)))),
                List.of("Id part", "no"));
        Pipeline pipeline = LakehouseStack.pipeline(table);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), table);
                Lakehouse lakehouse = started(pipeline)) {
            capture.schema(schema);
            capture.empty(schema, 99);
            String key = "{\"Id part\":\"k'1\",\"no\":7}";
            String row =
                    """
                    {"Id part":"k'1","no":7,"select":true,"a.b`c":"NaN","größe":"-12345678.0123456789","day":-719893,
                     "local":-62135596800000001,"instant":1,"bytes":"AP8=","tags":["x",null,""],"times":[0,null]}""";
            capture.change(Operation.CREATE, schema, 100, 99, key, row);
            capture.progress(100);
            awaitSilver(lakehouse, 100);

            // When
            capture.change(Operation.UPDATE, schema, 110, 100, key, row.replace("\"select\":true", "\"select\":null"));
            capture.progress(120);
            awaitSilver(lakehouse, 120);

            // Then
            Row stored = LAKE.read(LAKE.snapshot(pipeline.name())
                            .orElseThrow()
                            .tables()
                            .get(table))
                    .selectExpr(
                            "`Id part`",
                            "no",
                            "`select`",
                            "isnan(`a.b``c`)",
                            "cast(`größe` as string)",
                            "cast(day as string)",
                            "cast(local as string)",
                            "cast(instant as string)",
                            "hex(bytes)",
                            "to_json(tags)",
                            "cast(times as string)")
                    .first();
            assertThat(stored.mkString("|"))
                    .isEqualTo("k'1|7|null|true|-12345678.0123456789|-0001-01-01|0000-12-31 23:59:59.999999|"
                            + "1970-01-01 00:00:00.000001|00FF|[\"x\",null,\"\"]|[1970-01-01 00:00:00, null]");
        }
    }

    private static TableSchema.Column column(String name, ColumnType type) {
        return new TableSchema.Column(name, type, true, "any");
    }

    private static void maintain(Lakehouse lakehouse, String operation) throws Exception {
        URI uri = URI.create(
                "http://127.0.0.1:%d%s?operation=%s".formatted(lakehouse.port(), Maintenance.PATH, operation));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains(".users").contains("__log.changes");
    }
}
