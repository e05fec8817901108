package io.millrace.lakehouse;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableNote.Scope;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.TableSchema.Column;
import io.millrace.contracts.pipeline.Pipeline;
import java.util.List;
import org.apache.spark.sql.Row;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.DEADLINE;
import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static io.millrace.lakehouse.LakehouseStack.awaitSilver;
import static io.millrace.lakehouse.LakehouseStack.started;
import static io.millrace.lakehouse.LakehouseStack.startedWithHistory;
import static org.assertj.core.api.Assertions.assertThat;

/** Tables of the lake get the columns of the source where the stream says so, without the source being asked. */
class SchemaChangeIT {
    private static final TableId ITEMS = TableId.parse("items");
    private static final Column ID = column(1, "id", ColumnType.of(Kind.INT64), null);
    private static final Column NAME = column(2, "name", ColumnType.of(Kind.TEXT), null);
    private static final Column PRICE = column(3, "price", ColumnType.decimal(6, 2), null);
    private static final TableSchema BEFORE = schema(7, ID, NAME, PRICE);

    private static Column column(int number, String name, ColumnType type, String missing) {
        return new Column(name, type, true, "any", number, missing);
    }

    private static TableSchema schema(long relation, Column... columns) {
        return new TableSchema(ITEMS, List.of(columns), List.of("id"), relation);
    }

    private static void shaped(FakeCapture capture, TableSchema schema, long from) {
        capture.schema(schema);
        capture.note(
                new TableNote(TableNote.Kind.SHAPED, ITEMS, null, 1, from, from, 0, null, null, from, schema.id()));
    }

    private static void begin(FakeCapture capture) {
        shaped(capture, BEFORE, 50);
        capture.empty(BEFORE, 99);
        capture.change(Operation.CREATE, BEFORE, 101, 99, key(1), "{\"id\":1,\"name\":\"one\",\"price\":\"1.50\"}");
        capture.change(Operation.CREATE, BEFORE, 102, 99, key(2), "{\"id\":2,\"name\":\"two\",\"price\":null}");
        capture.progress(110);
    }

    private static String key(int id) {
        return "{\"id\":%d}".formatted(id);
    }

    private static List<String> rows(Pipeline pipeline) {
        return LakehouseStack.silver(pipeline, ITEMS, "id").stream()
                .map(Object::toString)
                .toList();
    }

    private static String[] names(Pipeline pipeline) {
        return LAKE.read(LAKE.snapshot(pipeline.name()).orElseThrow().tables().get(ITEMS))
                .columns();
    }

    @Test
    void aNewColumnHasItsDefaultInOlderRowsWheneverTheyAreFolded() throws Exception {
        // Given
        Pipeline pipeline = LakehouseStack.pipeline(ITEMS);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), ITEMS);
                Lakehouse lakehouse = startedWithHistory(pipeline)) {
            begin(capture);
            awaitSilver(lakehouse, 110);
            Awaitility.await().atMost(DEADLINE).until(() -> LAKE.exists(pipeline.name() + "__history", "items"));
            // When: one row is written before the command and two after it
            TableSchema after = schema(
                    7,
                    ID,
                    NAME,
                    PRICE,
                    column(4, "stock", ColumnType.of(Kind.INT32), "7"),
                    column(5, "tags", ColumnType.array(ColumnType.of(Kind.TEXT)), "[\"new\",null]"));
            capture.change(Operation.CREATE, BEFORE, 121, 115, key(3), "{\"id\":3,\"name\":\"three\",\"price\":null}");
            shaped(capture, after, 125);
            capture.change(
                    Operation.CREATE,
                    after,
                    131,
                    125,
                    key(4),
                    "{\"id\":4,\"name\":\"four\",\"price\":null,\"stock\":9,\"tags\":null}");
            capture.change(
                    Operation.UPDATE,
                    after,
                    132,
                    125,
                    key(1),
                    "{\"id\":1,\"name\":\"uno\",\"price\":null,\"stock\":null}");
            capture.progress(140);
            awaitSilver(lakehouse, 140);
            // Then
            assertThat(rows(pipeline))
                    .containsExactly(
                            "[1,uno,null,null,ArraySeq(new, null)]",
                            "[2,two,null,7,ArraySeq(new, null)]",
                            "[3,three,null,7,ArraySeq(new, null)]",
                            "[4,four,null,9,null]");
            assertThat(lakehouse.latest().orElseThrow().tables().get(ITEMS).stale())
                    .isNull();
            // Until the history has followed, it lacks the columns that are asked for.
            Awaitility.await().ignoreExceptions().atMost(DEADLINE).untilAsserted(() -> assertThat(current(pipeline))
                    .containsExactlyElementsOf(rows(pipeline)));
        }
    }

    private static List<String> current(Pipeline pipeline) {
        return LAKE
                .read(pipeline.name() + "__history", "items")
                .where("_current")
                .select("id", "name", "price", "stock", "tags")
                .orderBy("id")
                .collectAsList()
                .stream()
                .map(Row::toString)
                .toList();
    }

    @Test
    void columnsOfATableThatNobodyWritesAreRenamedDroppedWidenedAndAddedToo() throws Exception {
        // Given
        Pipeline pipeline = LakehouseStack.pipeline(ITEMS);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), ITEMS);
                Lakehouse lakehouse = started(pipeline)) {
            begin(capture);
            awaitSilver(lakehouse, 110);
            // When
            Column wider = column(3, "price", ColumnType.decimal(12, 2), null);
            shaped(capture, schema(7, ID, column(2, "the title", ColumnType.of(Kind.TEXT), null), wider), 115);
            capture.progress(120);
            awaitSilver(lakehouse, 120);
            // Then
            assertThat(names(pipeline)).containsExactly("id", "the title", "price");
            // When: two columns take each other's name
            shaped(
                    capture,
                    schema(
                            7,
                            ID,
                            column(2, "price", ColumnType.of(Kind.TEXT), null),
                            column(3, "the title", ColumnType.decimal(12, 2), null)),
                    125);
            capture.progress(130);
            awaitSilver(lakehouse, 130);
            // Then
            assertThat(rows(pipeline)).containsExactly("[1,one,1.50]", "[2,two,null]");
            // When: one is dropped, and then one is added whose rows have nothing in it
            shaped(capture, schema(7, ID, column(2, "price", ColumnType.of(Kind.TEXT), null)), 131);
            capture.progress(134);
            awaitSilver(lakehouse, 134);
            TableSchema last = schema(
                    7,
                    ID,
                    column(2, "price", ColumnType.of(Kind.TEXT), null),
                    column(4, "price2", ColumnType.of(Kind.DATE), null));
            shaped(capture, last, 135);
            capture.progress(140);
            awaitSilver(lakehouse, 140);
            capture.change(Operation.CREATE, last, 141, 140, key(5), "{\"id\":5,\"price\":\"five\",\"price2\":1}");
            capture.progress(150);
            awaitSilver(lakehouse, 150);
            // Then
            assertThat(rows(pipeline)).containsExactly("[1,one,null]", "[2,two,null]", "[5,five,1970-01-02]");
            // When: that one, for which no row was written, is renamed
            shaped(
                    capture,
                    schema(
                            7,
                            ID,
                            column(2, "price", ColumnType.of(Kind.TEXT), null),
                            column(4, "day", ColumnType.of(Kind.DATE), null)),
                    155);
            capture.progress(160);
            awaitSilver(lakehouse, 160);
            // Then
            assertThat(names(pipeline)).containsExactly("id", "price", "day");
            assertThat(rows(pipeline)).containsExactly("[1,one,null]", "[2,two,null]", "[5,five,1970-01-02]");
            assertThat(lakehouse.latest().orElseThrow().tables().get(ITEMS).stale())
                    .isNull();
        }
    }

    @Test
    void aTableThatWasMadeAnewWaitsForItsRowsAloneAndThenFollowsItsOwnStream() throws Exception {
        // Given
        Pipeline pipeline = LakehouseStack.pipeline(ITEMS, UserTable.ID);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), ITEMS, UserTable.ID);
                Lakehouse lakehouse = started(pipeline)) {
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, 99);
            begin(capture);
            awaitSilver(lakehouse, 110);
            // When
            TableSchema other = schema(8, ID, column(2, "price", ColumnType.of(Kind.DATE), null));
            capture.note(new TableNote(
                    TableNote.Kind.STALE, ITEMS, null, 1, 115, 118, 0, null, "The table was made anew", 1));
            shaped(capture, other, 116);
            capture.change(Operation.CREATE, other, 119, 118, key(1), "{\"id\":1,\"price\":3}");
            UserTable.row(capture, Operation.CREATE, 120, 118, 1, "Ada");
            capture.progress(121);
            awaitSilver(lakehouse, 121);
            // Then
            assertThat(lakehouse.latest().orElseThrow().tables().get(ITEMS).stale())
                    .isEqualTo("The table was made anew");
            assertThat(rows(pipeline)).containsExactly("[1,one,1.50]", "[2,two,null]");
            assertThat(UserTable.silver(pipeline)).containsExactly("1 Ada bio 1");
            // When
            capture.reloaded("whole", other, 125, key(1), "{\"id\":1,\"price\":3}");
            capture.reloaded("whole", other, 125, key(9), "{\"id\":9,\"price\":0}");
            capture.reloadEnds("whole", ITEMS, Scope.TABLE, 121, 125);
            capture.change(Operation.UPDATE, other, 127, 126, key(9), "{\"id\":9,\"price\":5}");
            capture.progress(130);
            awaitSilver(lakehouse, 130);
            // Then
            Awaitility.await().atMost(DEADLINE).untilAsserted(() -> {
                assertThat(lakehouse.latest().orElseThrow().tables().get(ITEMS).stale())
                        .isNull();
                assertThat(rows(pipeline)).containsExactly("[1,1970-01-04]", "[9,1970-01-06]");
            });
        }
    }

    @Test
    void aTableThatIsGoneStaysReadableAndSaysSo() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(ITEMS);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), ITEMS);
                Lakehouse lakehouse = started(pipeline)) {
            begin(capture);
            awaitSilver(lakehouse, 110);

            capture.note(new TableNote(TableNote.Kind.GONE, ITEMS, null, 1, 115, 118, 0, null, "It was dropped", 1));
            capture.progress(120);
            awaitSilver(lakehouse, 120);

            assertThat(lakehouse.latest().orElseThrow().tables().get(ITEMS).stale())
                    .isEqualTo("It was dropped");
            assertThat(rows(pipeline)).containsExactly("[1,one,1.50]", "[2,two,null]");
        }
    }

    @Test
    void theLastChangesOfATableThatIsGoneHaveNoKeyAndLeaveItAsItIs() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(ITEMS);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), ITEMS);
                Lakehouse lakehouse = started(pipeline)) {
            begin(capture);
            awaitSilver(lakehouse, 110);

            capture.note(new TableNote(TableNote.Kind.GONE, ITEMS, null, 1, 112, 118, 0, null, "It was dropped", 1));
            var keyless = new TableSchema(ITEMS, List.of(ID, NAME, PRICE), List.of(), 7);
            shaped(capture, keyless, 112);
            capture.change(Operation.CREATE, keyless, 115, 112, key(3), "{\"id\":3,\"name\":\"three\",\"price\":null}");
            capture.progress(120);
            awaitSilver(lakehouse, 120);

            var status = lakehouse.status().tables().get(ITEMS);
            assertThat(status.stale()).contains("It was dropped");
            assertThat(status.silver().map(Position::lsn)).contains(120L);
            assertThat(rows(pipeline)).containsExactly("[1,one,1.50]", "[2,two,null]");
        }
    }
}
