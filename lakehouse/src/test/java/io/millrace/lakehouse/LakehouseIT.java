package io.millrace.lakehouse;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.lake.LiveTables;
import io.millrace.contracts.pipeline.Pipeline;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static io.millrace.lakehouse.LakehouseStack.awaitSilver;
import static io.millrace.lakehouse.LakehouseStack.silver;
import static io.millrace.lakehouse.LakehouseStack.started;
import static org.assertj.core.api.Assertions.assertThat;

class LakehouseIT {
    private static final TableId USERS = TableId.parse("users");
    private static final TableId ORDERS = TableId.parse("orders");
    private static final TableSchema USER = schema(USERS, "name");
    private static final TableSchema ORDER = schema(ORDERS, "status");

    private static TableSchema schema(TableId table, String text) {
        return new TableSchema(
                table,
                List.of(
                        new TableSchema.Column("id", ColumnType.of(Kind.INT64), false, "bigint"),
                        new TableSchema.Column(text, ColumnType.of(Kind.TEXT), true, "text")),
                List.of("id"));
    }

    @Test
    void insertsUpdatesDeletesAndTruncatesReachSilver() throws Exception {
        // Given
        Pipeline pipeline = LakehouseStack.pipeline(USERS, ORDERS);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), USERS, ORDERS);
                Lakehouse lakehouse = started(pipeline)) {
            capture.schema(USER);
            capture.schema(ORDER);
            capture.truncate(USERS, 99, 99);
            capture.truncate(ORDERS, 99, 99);
            for (int id = 1; id <= 5; id++) {
                user(capture, Operation.READ, 100, 99, id, "user " + id);
            }
            capture.progress(100);
            awaitSilver(lakehouse, 100);
            assertThat(names(pipeline)).containsExactly("1 user 1", "2 user 2", "3 user 3", "4 user 4", "5 user 5");
            assertThat(silver(pipeline, ORDERS)).isEmpty();
            Awaitility.await().atMost(LakehouseStack.DEADLINE).untilAsserted(() -> assertThat(described(pipeline))
                    .hasValueSatisfying(text ->
                            assertThat(text).contains("\"public.users\"", "\"public.orders\"", "\"key\":[\"id\"]")));

            // When
            user(capture, Operation.UPDATE, 110, 100, 1, "changed");
            capture.change(Operation.DELETE, USER, 111, 100, "{\"id\":2}", null);
            user(capture, Operation.CREATE, 112, 100, 6, "new");
            order(capture, 113, 100, 1);
            capture.progress(120);
            awaitSilver(lakehouse, 120);

            // Then
            assertThat(names(pipeline)).containsExactly("1 changed", "3 user 3", "4 user 4", "5 user 5", "6 new");
            assertThat(silver(pipeline, ORDERS)).hasSize(1);
            Awaitility.await().atMost(LakehouseStack.DEADLINE).untilAsserted(() -> assertThat(metrics(lakehouse))
                    .contains(
                            "millrace_table_rows{table=\"public.users\"} 5.0",
                            "millrace_table_rows{table=\"public.orders\"} 1.0",
                            "millrace_table_stale{table=\"public.users\"} 0.0",
                            "millrace_table_bronze_lsn{table=\"public.users\"} 120.0",
                            "millrace_table_silver_lsn{table=\"public.users\"} 120.0",
                            // No table was audited.
                            "millrace_audit_equal{table=\"public.users\"} NaN")
                    .anyMatch(line -> isFreshnessOf("bronze", line))
                    .anyMatch(line -> isFreshnessOf("silver", line)));

            // When
            capture.truncate(USERS, 130, 120);
            user(capture, Operation.CREATE, 131, 120, 7, "after the truncate");
            capture.progress(140);
            awaitSilver(lakehouse, 140);

            // Then
            assertThat(names(pipeline)).containsExactly("7 after the truncate");
            assertThat(LAKE.positionOf(pipeline.name(), "users")).hasToString("Optional[1:0/8C]");
        }
    }

    @Test
    void eventsReachTheirTableOnceAndTypedAndTheOthersAreShown() throws Exception {
        // Given
        Pipeline pipeline = LakehouseStack.pipeline(USERS);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), USERS)) {
            try (Lakehouse lakehouse = started(pipeline)) {
                // When
                capture.click("a", "'user':'u1','item':'i1','rank':3,'at':'1066-10-14T09:00:00.123456Z'");
                capture.click("b", "'user':'u2','item':'i1'");
                // Told again, it is still the event that it was.
                capture.click("a", "'user':'u1','item':'i1','rank':4,'at':'1066-10-14T09:00:00.123456Z'");
                capture.click("c", "'user':'u1'");
                capture.event("click", "u1", "no event");
                // Then
                eventually(() -> assertThat(clicks(pipeline))
                        .containsExactly(
                                "a u1 i1 3 1066-10-14 09:00:00.123456 2026-01-31", "b u2 i1 null null 2026-01-31"));
                eventually(() -> assertThat(refusedEvents(pipeline))
                        .hasSize(2)
                        .anySatisfy(reason -> assertThat(reason).isEqualTo("The field item is missing"))
                        .anySatisfy(reason -> assertThat(reason).startsWith("Not an event")));
                assertThat(lakehouse.failure()).isNull();
            }
            // When it was down while a client sent again what had been accepted
            capture.click("b", "'user':'u2','item':'i1'");
            capture.click("d", "'user':'u2','item':'i2'");
            try (Lakehouse again = started(pipeline)) {
                // Then
                eventually(() -> assertThat(clicks(pipeline))
                        .hasSize(3)
                        .last()
                        .asString()
                        .startsWith("d u2 i2"));
                assertThat(again.failure()).isNull();
            }
        }
    }

    /** The bucket of all samples, of which there is one at least. */
    private static boolean isFreshnessOf(String layer, String line) {
        return line.startsWith("millrace_freshness_seconds_bucket{layer=\"%s\",le=\"+Inf\"} ".formatted(layer))
                && !line.endsWith(" 0");
    }

    private static List<String> metrics(Lakehouse lakehouse) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + lakehouse.port() + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }

    private static void eventually(ThrowingRunnable assertion) {
        // The table is not there before its first events.
        Awaitility.await()
                .atMost(LakehouseStack.DEADLINE)
                .ignoreExceptionsMatching(failure -> !(failure instanceof AssertionError))
                .untilAsserted(assertion);
    }

    private static List<String> clicks(Pipeline pipeline) {
        return LAKE
                .read(pipeline.name() + "__events", "click")
                .orderBy("event_id")
                .selectExpr(
                        "concat_ws(' ', event_id, user, item, ifnull(string(rank), 'null'), ifnull(string(at), 'null'), string(received_on))")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0))
                .toList();
    }

    private static List<String> refusedEvents(Pipeline pipeline) {
        return LAKE
                .read(pipeline.name() + "__log", "quarantine")
                .where("source_table = '%s__events.click'".formatted(pipeline.name()))
                .collectAsList()
                .stream()
                .map(row -> row.<String>getAs("reason"))
                .toList();
    }

    private static Optional<String> described(Pipeline pipeline) {
        return LakehouseStack.LAKE.readText(LakehouseStack.LAKE.location(pipeline.name() + "__log", LiveTables.FILE));
    }

    private static void user(FakeCapture capture, Operation op, long lsn, long previousCommit, int id, String name) {
        capture.change(
                op,
                USER,
                lsn,
                previousCommit,
                "{\"id\":%d}".formatted(id),
                "{\"id\":%d,\"name\":\"%s\"}".formatted(id, name));
    }

    private static void order(FakeCapture capture, long lsn, long previousCommit, int id) {
        capture.change(
                Operation.CREATE,
                ORDER,
                lsn,
                previousCommit,
                "{\"id\":%d}".formatted(id),
                "{\"id\":%d,\"status\":\"completed\"}".formatted(id));
    }

    private static List<String> names(Pipeline pipeline) {
        return silver(pipeline, USERS, "id").stream()
                .map((Row row) -> row.getLong(0) + " " + row.getString(1))
                .toList();
    }
}
