package io.millrace.cdc;

import io.millrace.cdc.PublishedChanges.Entry;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableNote.Kind;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** A row that is larger than a record may be is put aside, and stops nothing but its own table's being right. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OversizedIT {
    private static final TableId DOCS = TableId.parse("public.docs");
    private static final String TWO_MEGABYTES = "repeat('x', 2000000)";

    private static CaptureWorld world;
    private static ChangeCapture capture;
    private static CaptureClient client;

    @BeforeAll
    static void captureTables() {
        world = CaptureWorld.of(
                        "oversized_it",
                        """
                        CREATE TABLE docs (id int PRIMARY KEY, body text);
                        CREATE TABLE others (id int PRIMARY KEY);
                        CREATE TABLE whole (id int PRIMARY KEY, body text);
                        ALTER TABLE whole REPLICA IDENTITY FULL;
                        CREATE TABLE laden (id int PRIMARY KEY, body text);
                        INSERT INTO laden VALUES (1, 'small'), (2, repeat('x', 2000000));
                        """,
                        "public.docs",
                        "public.others",
                        "public.whole")
                .with("cdc.max-record-bytes = 1048576");
        capture = world.capture();
        world.awaitLoaded();
        client = new CaptureClient(capture.port());
    }

    @AfterAll
    static void stop() {
        capture.close();
        world.release();
    }

    private static List<OversizedChange> oversized(String table) {
        return world.published().entries(TableId.parse(table)).stream()
                .map(Entry::oversized)
                .filter(change -> change != null)
                .toList();
    }

    private static List<TableNote> notes(CaptureWorld of, String table, Kind kind) {
        return of.published().notes(table, kind::equals).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    @Test
    @Order(1)
    void theOtherTablesStreamOnAndTheTableIsStaleFromThatTransactionOn() throws Exception {
        // When
        world.sql(
                "BEGIN; INSERT INTO docs VALUES (1, 'small'); INSERT INTO docs VALUES (7, %s);".formatted(TWO_MEGABYTES)
                        + " INSERT INTO others VALUES (1); COMMIT");
        world.sql("UPDATE docs SET body = 'changed' WHERE id = 1; INSERT INTO others VALUES (2)");

        // Then everything else is there
        eventually(() -> assertThat(ids("public.others")).containsExactly(1, 2));
        eventually(() -> assertThat(ids("public.docs")).containsExactly(1, 1));
        eventually(() -> assertThat(notes(world, "public.docs", Kind.STALE)).hasSize(3));
        // And the row is told of with all but its values
        OversizedChange change = oversized("public.docs").get(0);
        assertThat(change.op()).isEqualTo(Operation.CREATE);
        assertThat(change.key().toString()).isEqualTo("{\"id\":7}");
        assertThat(change.bytes()).isBetween(2_000_000L, 2_001_000L);
        assertThat(change.limit()).isLessThan(1_048_576);
        // And a reading that does not see the whole transaction does not mend it
        List<TableNote> stale = notes(world, "public.docs", Kind.STALE);
        assertThat(stale).hasSize(3).allSatisfy(note -> {
            assertThat(note.reason()).contains("{\"id\":7}", "raise cdc.max-record-bytes or make the row smaller");
            assertThat(note.from()).isEqualTo(change.previousCommit() + 1);
            assertThat(note.upTo()).isGreaterThan(change.lsn());
        });
        assertThat(notes(world, "public.others", Kind.STALE)).isEmpty();
        assertThat(client.get("/metrics")).contains("millrace_cdc_oversized_total{table=\"public.docs\"} 1.0");
        assertThat(client.get("/status")).contains("\"phase\":\"STREAMING\"");
    }

    private static List<Integer> ids(String table) {
        return world.published().changes(table).stream()
                .filter(change -> change.reload() == null)
                .map(change -> change.key().get("id").intValue())
                .toList();
    }

    @Test
    @Order(2)
    void aRowThatStaysTooLargeIsToldOfOnceUntilItsTableIsReadAgainAndTheReadingSaysWhy() throws Exception {
        // When it is written again
        world.sql("UPDATE docs SET body = body || 'y' WHERE id = 7");
        eventually(() -> assertThat(oversized("public.docs")).hasSize(2));
        world.sql("INSERT INTO others VALUES (3)");
        eventually(() -> assertThat(ids("public.others")).contains(3));
        // Then
        assertThat(notes(world, "public.docs", Kind.STALE)).hasSize(3);

        // When the table is read again
        ReloadState failed = client.awaitEnd(
                client.reload(ReloadRequest.ofTable(DOCS, "test")).id());
        // Then
        assertThat(failed.phase()).isEqualTo(ReloadState.Phase.FAILED);
        assertThat(failed.problem()).contains("The row {\"id\":7}", "bytes or more", "'millrace resync public.docs'");

        // When it is written once more
        world.sql("UPDATE docs SET body = body || 'z' WHERE id = 7");
        // Then that reading may not have seen it
        eventually(() -> assertThat(oversized("public.docs")).hasSize(3));
        eventually(() -> assertThat(notes(world, "public.docs", Kind.STALE).stream()
                        .map(TableNote::upTo)
                        .distinct())
                .as("the change, the reading that failed, the change after it")
                .hasSize(3));
    }

    @Test
    @Order(3)
    void aReadingAfterTheRowBecameSmallMendsTheTable() throws Exception {
        world.sql("UPDATE docs SET body = 'small again' WHERE id = 7");

        var mended = new AtomicReference<String>();
        eventually(() -> {
            ReloadState read = client.awaitEnd(
                    client.reload(ReloadRequest.ofTable(DOCS, "test")).id());
            assertThat(read.phase()).isEqualTo(ReloadState.Phase.PUBLISHED);
            long from = new ReloadedTable(world.published(), "public.docs", read.id())
                    .note()
                    .from();
            assertThat(notes(world, "public.docs", Kind.STALE)).allMatch(note -> note.upTo() <= from);
            mended.set(read.id());
        });
        var docs = new ReloadedTable(world.published(), "public.docs", mended.get());
        eventually(() -> assertThat(
                        docs.at(world.published().progress().orElseThrow().position())
                                .values())
                .extracting(row -> row.get("body").textValue())
                .containsExactlyInAnyOrder("changed", "small again"));
    }

    @Test
    void rowsOfManyMegabytesDoNotExhaustTheMemoryThatCaptureIsDeliveredWith() {
        CaptureWorld huge = CaptureWorld.of(
                "huge_it",
                "CREATE TABLE docs (id int PRIMARY KEY, body text); CREATE TABLE loaded (id int PRIMARY KEY, body text);"
                        + " INSERT INTO loaded VALUES (1, repeat('x', 60000000));"
                        + " CREATE TABLE large (id int PRIMARY KEY, body text);"
                        + " INSERT INTO large SELECT id, repeat('x', 20000000) FROM generate_series(1, 4) id",
                "public.docs",
                "public.loaded",
                "public.large");
        try (var process = new CdcProcess(huge)) {
            process.start();
            eventually(
                    () -> assertThat(notes(huge, "public.docs", Kind.RELOADED)).isNotEmpty());
            eventually(
                    () -> assertThat(notes(huge, "public.loaded", Kind.STALE)).isNotEmpty());
            huge.sql("INSERT INTO docs VALUES (7, repeat('x', 60000000)); INSERT INTO docs VALUES (8, 'small')");

            eventually(() -> assertThat(huge.published().changes("public.docs"))
                    .as(process.log())
                    .extracting(change -> change.key().toString())
                    .containsExactly("{\"id\":8}"));
            // And several in one transaction, of characters that take two bytes in memory, that a record holds
            huge.sql("INSERT INTO large SELECT id, repeat('é😀', 4000000) FROM generate_series(5, 8) id");
            eventually(() -> assertThat(huge.published().changes("public.large"))
                    .as(process.log())
                    .extracting(change -> change.key().get("id").intValue())
                    .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8));
            assertThat(process.wholeLog()).doesNotContain("OutOfMemoryError");
        }
        huge.release();
    }

    @Test
    void anOldRowThatIsTooLargeIsLeftOutAndTheChangeIsApplied() {
        world.sql("INSERT INTO whole VALUES (1, 'small')");
        world.sql("UPDATE whole SET body = repeat('x', 700000)");
        // Old and new row together are too large for a record.
        world.sql("UPDATE whole SET body = repeat('y', 700000)");
        world.sql("DELETE FROM whole");

        eventually(() -> assertThat(world.published().changes("public.whole"))
                .extracting(change -> change.op() + " "
                        + (change.before() == null ? 0 : change.before().size()))
                .containsExactly("CREATE 0", "UPDATE 2", "UPDATE 1", "DELETE 2"));
        assertThat(oversized("public.whole")).isEmpty();
        assertThat(notes(world, "public.whole", Kind.STALE)).isEmpty();
    }

    @Test
    void aFirstLoadThatHasSuchARowSaysSoAndHoldsUpNoOtherTable() {
        CaptureWorld laden = world.with(3, "public.docs", "public.others", "public.whole", "public.laden");
        capture.close();
        capture = laden.capture();
        client = new CaptureClient(capture.port());

        eventually(() -> assertThat(notes(laden, "public.laden", Kind.STALE))
                .hasSize(3)
                .allSatisfy(note -> assertThat(note.reason()).contains("The row {\"id\":2}")));
        eventually(() -> assertThat(laden.published().progress()).isPresent());
        Position told = laden.published().progress().orElseThrow().position();
        eventually(() -> assertThat(laden.published().progress().orElseThrow().position())
                .isGreaterThan(told));
        assertThat(notes(laden, "public.laden", Kind.RELOADED)).isEmpty();
        // And nothing could end capture between a reading that counts as failed and its being told of
        var topics = new Topics(laden.name());
        assertThat(laden.published().written(topics.changes(TableId.parse("public.laden")), "STALE"))
                .isBeforeOrEqualTo(laden.published().written(topics.capture(), "public.laden", "FAILED"));
    }
}
