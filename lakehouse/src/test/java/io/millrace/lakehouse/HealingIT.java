package io.millrace.lakehouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableNote.Scope;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.lake.Resync;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.source.ReloadRequest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.DEADLINE;
import static io.millrace.lakehouse.LakehouseStack.awaitSilver;
import static io.millrace.lakehouse.LakehouseStack.started;
import static io.millrace.lakehouse.UserTable.silver;
import static org.assertj.core.api.Assertions.assertThat;

class HealingIT {
    private static final TableId ORDERS = TableId.parse("orders");
    private static final TableSchema ORDER =
            new TableSchema(ORDERS, UserTable.SCHEMA.columns(), UserTable.SCHEMA.key());

    @Test
    void whatOnlyTheSourceCanTellIsAskedFromItOnce() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var source = new FakeSource();
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID);
                Lakehouse lakehouse = started(pipeline, source.url())) {
            // Given
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, 99);
            UserTable.row(capture, Operation.CREATE, 101, 99, 1, "one");
            UserTable.row(capture, Operation.CREATE, 102, 99, 2, "two");
            capture.progress(110);
            awaitSilver(lakehouse, 110);

            // When: an update leaves out a value of a row that the lake does not have, and two keys are swapped
            UserTable.rename(capture, 111, 110, 9, "nine");
            UserTable.delete(capture, 121, 120, 1);
            UserTable.row(capture, Operation.CREATE, 121, 120, 2, "one");
            UserTable.delete(capture, 122, 120, 2);
            UserTable.row(capture, Operation.CREATE, 122, 120, 1, "two");
            capture.progress(130);
            awaitSilver(lakehouse, 130);

            // Then
            awaitRequests(source, 1);
            assertThat(source.requests().get(0).keys())
                    .extracting(ObjectNode::toString)
                    .containsExactlyInAnyOrder(UserTable.key(2), UserTable.key(9));
            assertThat(stale(lakehouse, UserTable.ID)).contains("2 keys wait to be read again from the source");
            assertThat(quarantined(lakehouse)).isEqualTo(1);

            // When
            read(capture, "asked1", 135, 2, "one");
            read(capture, "asked1", 135, 9, "nine");
            capture.reloadEnds("asked1", UserTable.ID, Scope.KEYS, 130, 135);
            capture.progress(140);
            awaitSilver(lakehouse, 140);

            // Then
            assertThat(silver(pipeline)).containsExactly("1 two bio 1", "2 one bio 2", "9 nine bio 9");
            assertThat(stale(lakehouse, UserTable.ID)).isEmpty();
            assertThat(quarantined(lakehouse)).isZero();
            assertThat(source.requests()).hasSize(1);
        }
    }

    @Test
    void aTableThatIsNotKnownAnyMoreIsMarkedAndReadAgainAndHoldsNothingBack() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID, ORDERS);
        try (var source = new FakeSource();
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID, ORDERS)) {
            try (Lakehouse lakehouse = started(pipeline, source.url())) {
                // Given
                capture.schema(UserTable.SCHEMA);
                capture.schema(ORDER);
                capture.empty(UserTable.SCHEMA, 99);
                capture.empty(ORDER, 99);
                UserTable.row(capture, Operation.CREATE, 101, 99, 1, "one");
                capture.change(Operation.CREATE, ORDER, 102, 99, "{\"id\":1}", order("\"text\""));
                capture.progress(110);
                awaitSilver(lakehouse, 110);

                // When: one table is rewritten, and a column of the other takes a type that its old values do not have
                capture.note(
                        new TableNote(TableNote.Kind.STALE, UserTable.ID, null, 1, 115, 115, 0, null, "rewritten", 0));
                TableSchema changed = changedOrder();
                capture.schema(changed);
                capture.change(Operation.CREATE, changed, 116, 110, "{\"id\":2}", order("22"));
                UserTable.row(capture, Operation.CREATE, 117, 110, 2, "two");
                capture.progress(120);
                awaitSilver(lakehouse, 120);

                // Then: both are in the cut, marked, and the changes of the first are there
                assertThat(stale(lakehouse, UserTable.ID)).contains("rewritten");
                assertThat(stale(lakehouse, ORDERS)).hasValueSatisfying(reason -> assertThat(reason)
                        .contains("The column name is now int, but string in the lake"));
                assertThat(silver(pipeline)).containsExactly("1 one bio 1", "2 two bio 2");
                assertThat(LakehouseStack.silver(pipeline, ORDERS)).hasSize(1);
                awaitRequests(source, 1);
                assertThat(source.requests().get(0).keys()).isNull();
                assertThat(lakehouse
                                .latest()
                                .orElseThrow()
                                .tables()
                                .get(UserTable.ID)
                                .stale())
                        .isEqualTo("rewritten");
            }

            // When: after a new start
            try (Lakehouse lakehouse = started(pipeline, source.url())) {
                assertThat(stale(lakehouse, UserTable.ID)).contains("rewritten");
                answer(capture, source, 1, changedOrder(), 125);
                capture.progress(130);
                awaitRequests(source, 2);
                answer(capture, source, 2, changedOrder(), 135);
                capture.progress(140);
                awaitSilver(lakehouse, 140);

                // Then
                Awaitility.await().atMost(DEADLINE).untilAsserted(() -> {
                    assertThat(stale(lakehouse, UserTable.ID)).isEmpty();
                    assertThat(stale(lakehouse, ORDERS)).isEmpty();
                    assertThat(LakehouseStack.silver(pipeline, ORDERS, "id"))
                            .extracting(Object::toString)
                            .containsExactly("[5,55,null]");
                    assertThat(silver(pipeline)).containsExactly("5 five bio 5");
                });
            }
        }
    }

    @Test
    void whatBecomesUnknownAgainWhileATableIsReadIsNotAskedForASecondTime() throws Exception {
        TableId zoo = TableId.parse("zoo");
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID, ORDERS, zoo);
        try (var source = new FakeSource();
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID, ORDERS, zoo)) {
            // Given: a table whose first reading was refused, which keeps no other from being there
            source.refuses(ORDERS, "permission denied");
            try (Lakehouse lakehouse = started(pipeline, source.url())) {
                var animal = new TableSchema(zoo, UserTable.SCHEMA.columns(), UserTable.SCHEMA.key());
                capture.schema(UserTable.SCHEMA);
                capture.schema(animal);
                capture.empty(UserTable.SCHEMA, 99);
                capture.empty(animal, 99);
                UserTable.row(capture, Operation.CREATE, 101, 99, 1, "one");
                capture.progress(110);
                awaitSilver(lakehouse, 110);
                assertThat(silver(pipeline)).containsExactly("1 one bio 1");
                assertThat(stale(lakehouse, ORDERS)).contains("It could not be read: permission denied");
                awaitRequests(source, 1);

                // When: a row that is too large is written, and again while the table is read
                stale(capture, UserTable.ID, "written once", 115);
                capture.progress(120);
                awaitRequests(source, 2);
                stale(capture, UserTable.ID, "written twice", 125);
                stale(capture, zoo, "rewritten", 125);
                capture.progress(130);
                awaitRequests(source, 3);
                assertThat(stale(lakehouse, UserTable.ID)).contains("written twice");
                // And the reading is in, which began before the row was written again
                read(capture, "asked2", 120, 1, "small");
                capture.reloadEnds("asked2", UserTable.ID, Scope.TABLE, 120, 120);
                capture.progress(140);
                awaitRequests(source, 4);

                // Then
                assertThat(source.requests())
                        .extracting(ReloadRequest::reason)
                        .containsExactly(
                                "It could not be read: permission denied",
                                "written once",
                                "rewritten",
                                "written twice");
                assertThat(stale(lakehouse, UserTable.ID)).contains("written twice");
            }
        }
    }

    private static void stale(FakeCapture capture, TableId table, String reason, long commit) {
        capture.note(new TableNote(TableNote.Kind.STALE, table, null, 1, commit, commit, 0, null, reason, 0));
    }

    @Test
    void fourTablesAreReadAgainAtATimeAndTheNextWhenOneIsDone() throws Exception {
        List<TableSchema> schemas = Stream.of("a", "b", "c", "d", "e")
                .map(name -> new TableSchema(TableId.parse(name), UserTable.SCHEMA.columns(), UserTable.SCHEMA.key()))
                .toList();
        TableId[] tables = schemas.stream().map(TableSchema::table).toArray(TableId[]::new);
        Pipeline pipeline = LakehouseStack.pipeline(tables);
        try (var source = new FakeSource();
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), tables);
                Lakehouse lakehouse = started(pipeline, source.url())) {
            // Given
            schemas.forEach(capture::schema);
            schemas.forEach(schema -> capture.empty(schema, 99));
            capture.progress(110);
            awaitSilver(lakehouse, 110);

            // When
            for (TableId table : tables) {
                capture.note(new TableNote(TableNote.Kind.STALE, table, null, 1, 115, 115, 0, null, "rewritten", 0));
            }
            capture.progress(120);

            // Then
            awaitRequests(source, 4);
            Awaitility.await()
                    .during(Duration.ofSeconds(2))
                    .atMost(DEADLINE)
                    .until(() -> source.requests().size() == 4);

            // When
            capture.reloadEnds("asked1", source.requests().get(0).table(), Scope.TABLE, 125, 125);
            capture.progress(130);

            // Then
            awaitRequests(source, 5);
            assertThat(source.requests()).extracting(ReloadRequest::table).containsExactlyInAnyOrder(tables);
        }
    }

    @Test
    void aResyncAsksForTheRowsThatMatchInTheLakeAndRefusesWhatItCannotRead() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var source = new FakeSource();
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID);
                Lakehouse lakehouse = started(pipeline, source.url())) {
            // Given
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, 99);
            for (int id = 1; id <= 3; id++) {
                UserTable.row(capture, Operation.CREATE, 100 + id, 99, id, id == 2 ? "other" : "some");
            }
            capture.progress(110);
            awaitSilver(lakehouse, 110);

            // Then
            assertThat(resync(lakehouse, "{\"table\":\"public.users\",\"where\":\"name = 'some'\"}")
                            .statusCode())
                    .isEqualTo(202);
            ReloadRequest asked = source.requests().get(0);
            assertThat(asked.where()).isEqualTo("name = 'some'");
            assertThat(asked.keys())
                    .extracting(ObjectNode::toString)
                    .containsExactlyInAnyOrder(UserTable.key(1), UserTable.key(3));

            HttpResponse<String> refused =
                    resync(lakehouse, "{\"table\":\"public.users\",\"where\":\"nmae = 'some'\"}");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("cannot be applied to public.users");
            assertThat(resync(lakehouse, "{\"table\":\"public.nothing\"}").body())
                    .contains("Name a table");

            assertThat(resync(lakehouse, "{\"table\":\"public.users\"}").statusCode())
                    .isEqualTo(202);
            assertThat(source.requests().get(1).keys()).isNull();
            assertThat(source.requests()).hasSize(2);
        }
    }

    private static HttpResponse<String> resync(Lakehouse lakehouse, String body) throws Exception {
        var post = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(lakehouse.port(), Resync.PATH)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(post, HttpResponse.BodyHandlers.ofString());
    }

    private static TableSchema changedOrder() {
        return new TableSchema(
                ORDERS,
                List.of(
                        ORDER.columns().get(0),
                        new TableSchema.Column("name", ColumnType.of(Kind.INT32), true, "integer"),
                        ORDER.columns().get(2)),
                ORDER.key());
    }

    private static String order(String name) {
        return "{\"id\":2,\"name\":%s,\"bio\":null}".formatted(name);
    }

    /** Reads the whole table that was asked for, with one row. */
    private static void answer(FakeCapture capture, FakeSource source, int request, TableSchema order, long lsn) {
        ReloadRequest asked = source.requests().get(request - 1);
        String id = "asked" + request;
        if (asked.table().equals(ORDERS)) {
            capture.reloaded(id, order, lsn, "{\"id\":5}", "{\"id\":5,\"name\":55,\"bio\":null}");
        } else {
            read(capture, id, lsn, 5, "five");
        }
        capture.reloadEnds(id, asked.table(), Scope.TABLE, lsn, lsn);
    }

    private static void read(FakeCapture capture, String reload, long lsn, int id, String name) {
        capture.reloaded(
                reload,
                UserTable.SCHEMA,
                lsn,
                UserTable.key(id),
                "{\"id\":%d,\"name\":\"%s\",\"bio\":\"bio %d\"}".formatted(id, name, id));
    }

    private static void awaitRequests(FakeSource source, int count) {
        Awaitility.await().atMost(DEADLINE).until(() -> source.requests().size() >= count);
    }

    private static Optional<String> stale(Lakehouse lakehouse, TableId table) {
        return lakehouse.status().tables().get(table).stale();
    }

    private static long quarantined(Lakehouse lakehouse) {
        return lakehouse.status().tables().get(UserTable.ID).quarantined();
    }
}
