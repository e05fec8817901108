package io.millrace.lakehouse;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote.Scope;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.pipeline.Pipeline;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.DEADLINE;
import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static io.millrace.lakehouse.LakehouseStack.awaitSilver;
import static io.millrace.lakehouse.LakehouseStack.started;
import static io.millrace.lakehouse.UserTable.silver;
import static org.assertj.core.api.Assertions.assertThat;

class ReloadIT {
    @Test
    void aTableBeginsWithItsFirstReloadAndTheChangesSince() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID);
                Lakehouse lakehouse = started(pipeline)) {
            // Given: two ranges of keys read at 100 and at 120, among changes of rows of both
            capture.schema(UserTable.SCHEMA);
            read(capture, "first", 100, 1, "one");
            read(capture, "first", 100, 2, "two");
            UserTable.rename(capture, 105, 100, 1, "one, later");
            UserTable.delete(capture, 106, 100, 2);
            UserTable.row(capture, Operation.CREATE, 115, 110, 8, "in both ways");
            capture.progress(112);
            read(capture, "first", 120, 8, "in both ways");
            read(capture, "first", 120, 9, "nine");
            UserTable.row(capture, Operation.CREATE, 125, 120, 3, "three");
            capture.progress(119);
            capture.reloadEnds("first", UserTable.ID, Scope.TABLE, 100, 120);

            // Then: before the stream has reached the last range, there is no such table
            assertThat(lakehouse.latest()).isEmpty();

            // When
            capture.progress(130);
            awaitSilver(lakehouse, 130);

            // Then
            assertThat(silver(pipeline))
                    .containsExactly("1 one, later bio 1", "3 three bio 3", "8 in both ways bio 8", "9 nine bio 9");
        }
    }

    @Test
    void keysAreReadAgainAndOthersStayAndNothingIsAppliedTwice() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            long version;
            try (Lakehouse lakehouse = started(pipeline)) {
                // Given
                capture.schema(UserTable.SCHEMA);
                capture.empty(UserTable.SCHEMA, 99);
                for (int id = 1; id <= 4; id++) {
                    UserTable.row(capture, Operation.CREATE, 100 + id, 99, id, "user " + id);
                }
                capture.progress(110);
                awaitSilver(lakehouse, 110);

                // When: read before a transaction that the lake has already
                UserTable.rename(capture, 115, 110, 3, "changed");
                UserTable.rename(capture, 116, 110, 4, "changed");
                capture.progress(120);
                awaitSilver(lakehouse, 120);
                read(capture, "keys", 112, 1, "mended");
                capture.reloaded("keys", UserTable.SCHEMA, 112, UserTable.key(2), null);
                read(capture, "keys", 112, 3, "mended");
                capture.reloadEnds("keys", UserTable.ID, Scope.KEYS, 110, 112);
                capture.progress(120);

                // Then: at the position where the lake is already
                Awaitility.await().atMost(DEADLINE).untilAsserted(() -> assertThat(silver(pipeline))
                        .containsExactly("1 mended bio 1", "3 changed bio 3", "4 changed bio 4"));
                version = LAKE.version(pipeline.name(), "users").orElseThrow();
            }

            // When
            try (Lakehouse again = started(pipeline)) {
                UserTable.rename(capture, 135, 130, 1, "renamed");
                capture.progress(140);
                awaitSilver(again, 140);
            }

            // Then
            assertThat(silver(pipeline)).containsExactly("1 renamed bio 1", "3 changed bio 3", "4 changed bio 4");
            assertThat(LAKE.version(pipeline.name(), "users")).hasValue(version + 1);
        }
    }

    @Test
    void aDoubledRowThatIsReadAgainEndsAsOneAndADoubledRowThatIsGoneAsNone() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID);
                Lakehouse lakehouse = started(pipeline)) {
            // Given
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, 99);
            for (int id = 1; id <= 3; id++) {
                UserTable.row(capture, Operation.CREATE, 100 + id, 99, id, "user " + id);
            }
            capture.progress(110);
            awaitSilver(lakehouse, 110);
            LAKE.spark()
                    .sql("INSERT INTO delta.`%1$s` SELECT * FROM delta.`%1$s` WHERE id < 3"
                            .formatted(LAKE.location(pipeline.name(), "users")));

            // When
            read(capture, "keys", 112, 1, "mended");
            capture.reloaded("keys", UserTable.SCHEMA, 112, UserTable.key(2), null);
            read(capture, "keys", 112, 4, "new");
            capture.reloadEnds("keys", UserTable.ID, Scope.KEYS, 110, 112);
            capture.progress(120);

            // Then
            Awaitility.await().atMost(DEADLINE).untilAsserted(() -> assertThat(silver(pipeline))
                    .containsExactly("1 mended bio 1", "3 user 3 bio 3", "4 new bio 4"));
        }
    }

    /** An empty table is filled without a look for rows that are there, and so a table must not be taken for empty. */
    @Test
    void aDoubledRowThatIsTheOnlyOneOfItsTableIsReadAgainAndThenChanges() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID);
                Lakehouse lakehouse = started(pipeline)) {
            // Given
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, 99);
            UserTable.row(capture, Operation.CREATE, 101, 99, 1, "one");
            capture.progress(110);
            awaitSilver(lakehouse, 110);
            LAKE.spark()
                    .sql("INSERT INTO delta.`%1$s` SELECT * FROM delta.`%1$s`"
                            .formatted(LAKE.location(pipeline.name(), "users")));
            read(capture, "keys", 112, 1, "mended");
            capture.reloadEnds("keys", UserTable.ID, Scope.KEYS, 110, 112);
            capture.progress(120);
            Awaitility.await().atMost(DEADLINE).untilAsserted(() -> assertThat(silver(pipeline))
                    .containsExactly("1 mended bio 1"));

            // When
            UserTable.rename(capture, 125, 120, 1, "renamed");
            capture.progress(130);
            awaitSilver(lakehouse, 130);

            // Then
            assertThat(silver(pipeline)).containsExactly("1 renamed bio 1");
            assertThat(lakehouse.status().tables().get(UserTable.ID).rows()).isEqualTo(1);
        }
    }

    @Test
    void aReloadOfTheWholeTableRemovesWhatItDoesNotHoldAndBringsTheColumnsOfTheSource() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID);
                Lakehouse lakehouse = started(pipeline)) {
            // Given
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, 99);
            UserTable.row(capture, Operation.CREATE, 101, 99, 1, "one");
            UserTable.row(capture, Operation.CREATE, 102, 99, 2, "two");
            capture.progress(110);
            awaitSilver(lakehouse, 110);

            // When
            var schema = new TableSchema(
                    UserTable.ID,
                    List.of(
                            new TableSchema.Column("id", ColumnType.of(Kind.INT64), false, "bigint"),
                            new TableSchema.Column("name", ColumnType.of(Kind.INT32), true, "integer"),
                            new TableSchema.Column("born on", ColumnType.of(Kind.DATE), true, "date")),
                    List.of("id"));
            capture.schema(schema);
            capture.reloaded("all", schema, 120, UserTable.key(2), "{\"id\":2,\"name\":22,\"born on\":0}");
            capture.reloaded("all", schema, 120, UserTable.key(5), "{\"id\":5,\"name\":55,\"born on\":null}");
            capture.reloadEnds("all", UserTable.ID, Scope.TABLE, 120, 120);
            capture.change(
                    Operation.UPDATE, schema, 125, 120, UserTable.key(5), "{\"id\":5,\"name\":56,\"born on\":1}");
            capture.progress(130);
            awaitSilver(lakehouse, 130);

            // Then
            assertThat(LakehouseStack.silver(pipeline, UserTable.ID, "id"))
                    .extracting(Object::toString)
                    .containsExactly("[2,22,1970-01-01]", "[5,56,1970-01-02]");
        }
    }

    @Test
    void aTableThatIsAddedLaterHoldsNothingBack() throws Exception {
        // Given
        TableId orders = TableId.parse("orders");
        TableSchema order = new TableSchema(orders, UserTable.SCHEMA.columns(), List.of("id"));
        Pipeline small = LakehouseStack.pipeline(UserTable.ID);
        Pipeline large = LakehouseStack.pipeline(small.name(), UserTable.ID, orders);
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), small.name(), UserTable.ID, orders)) {
            capture.schema(UserTable.SCHEMA);
            capture.schema(order);
            capture.empty(UserTable.SCHEMA, 99);
            capture.progress(100);
            try (Lakehouse lakehouse = started(small)) {
                awaitSilver(lakehouse, 100);
            }
            try (Lakehouse lakehouse = started(large)) {
                // When: it has changes, and was never read
                capture.change(
                        Operation.CREATE, order, 105, 100, "{\"id\":1}", "{\"id\":1,\"name\":\"a\",\"bio\":null}");
                UserTable.row(capture, Operation.CREATE, 106, 100, 1, "one");
                capture.progress(110);
                awaitSilver(lakehouse, 110);

                // Then
                assertThat(silver(large)).hasSize(1);
                assertThat(lakehouse.latest().orElseThrow().tables()).containsOnlyKeys(UserTable.ID);

                // When
                capture.reloaded("added", order, 103, "{\"id\":2}", "{\"id\":2,\"name\":\"b\",\"bio\":null}");
                capture.reloadEnds("added", orders, Scope.TABLE, 100, 103);
                capture.progress(120);
                awaitSilver(lakehouse, 120);

                // Then
                Awaitility.await().atMost(DEADLINE).untilAsserted(() -> assertThat(
                                lakehouse.latest().orElseThrow().tables())
                        .containsKey(orders));
                assertThat(LakehouseStack.silver(large, orders, "id"))
                        .extracting(row -> row.getLong(0))
                        .containsExactly(1L, 2L);
            }
        }
    }

    private static void read(FakeCapture capture, String reload, long lsn, int id, String name) {
        capture.reloaded(
                reload,
                UserTable.SCHEMA,
                lsn,
                UserTable.key(id),
                "{\"id\":%d,\"name\":\"%s\",\"bio\":\"bio %d\"}".formatted(id, name, id));
    }
}
