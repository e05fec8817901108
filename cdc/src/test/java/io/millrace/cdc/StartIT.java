package io.millrace.cdc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.process.CrashPoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Starts that go on, begin again, or are refused; each on a database of its own. */
@Execution(ExecutionMode.CONCURRENT)
class StartIT {
    private static final String ONE_TABLE =
            "CREATE TABLE kept (id int PRIMARY KEY, value int); INSERT INTO kept VALUES (1, 1), (2, 2)";

    private final List<CaptureWorld> worlds = new ArrayList<>();

    private CaptureWorld world(String name, String schema, String... tables) {
        CaptureWorld world = CaptureWorld.of(name, schema, tables);
        worlds.add(world);
        return world;
    }

    @AfterEach
    void release() {
        worlds.forEach(CaptureWorld::release);
    }

    private static void whileCapturing(CaptureWorld world, Runnable work) {
        ChangeCapture capture = world.capture();
        try {
            work.run();
        } finally {
            capture.close();
        }
    }

    private static PipelineException refusal(CaptureWorld world) {
        try (var capture = world.capture()) {
            return catchThrowableOfType(PipelineException.class, capture::await);
        }
    }

    @Test
    void aStopAndAStartGoOnWithoutReadingTheTableAgain() {
        CaptureWorld world = world("again_it", ONE_TABLE, "public.kept");
        whileCapturing(world, world::awaitLoaded);
        world.sql("UPDATE kept SET value = 3 WHERE id = 1");
        whileCapturing(
                world, () -> eventually(() -> assertThat(operations(world)).contains(Operation.UPDATE)));

        assertThat(operations(world)).containsExactly(Operation.READ, Operation.READ, Operation.UPDATE);
    }

    private static List<Operation> operations(CaptureWorld world) {
        return world.published().changes("public.kept").stream().map(Change::op).toList();
    }

    @Test
    void aSlotThatIsGoneOrMadeAgainIsRefused() {
        CaptureWorld world = world("gone_it", ONE_TABLE, "public.kept");
        whileCapturing(world, world::awaitLoaded);
        world.sql("SELECT pg_drop_replication_slot('gone_it')");
        PipelineException gone = refusal(world);
        world.sql("SELECT pg_create_logical_replication_slot('gone_it', 'pgoutput')");
        PipelineException madeAgain = refusal(world);

        assertThat(gone.kind()).isEqualTo(FailureKind.DATA_LOSS);
        assertThat(gone).hasMessageContaining("gone_it is gone");
        assertThat(madeAgain.kind()).isEqualTo(FailureKind.DATA_LOSS);
        assertThat(madeAgain).hasMessageContaining("was made again or moved");
    }

    @Test
    void aSlotThatSomebodyElseHasAdvancedIsRefused() {
        CaptureWorld world = world("advanced_it", ONE_TABLE, "public.kept");
        whileCapturing(world, world::awaitLoaded);
        world.sql("INSERT INTO kept VALUES (3, 3)");
        world.sql("SELECT pg_replication_slot_advance('advanced_it', pg_current_wal_lsn())");

        PipelineException refusal = refusal(world);

        assertThat(refusal.kind()).isEqualTo(FailureKind.DATA_LOSS);
        assertThat(refusal)
                .hasMessageContaining("The replication slot advanced_it was made again or moved")
                .hasMessageContaining("MILLRACE_CDC_RESYNC_AFTER_LOSS=true");
    }

    @Test
    void offsetsThatWereDeletedAreMissedAndEveryTableIsReadAgainWhenThatIsAskedFor() throws Exception {
        CaptureWorld world = world("forgotten_it", ONE_TABLE, "public.kept");
        whileCapturing(world, world::awaitLoaded);
        world.sql("INSERT INTO kept VALUES (3, 3)");
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", CaptureWorld.STACK.kafka().bootstrapServers()))) {
            admin.deleteTopics(List.of(new Topics(world.pipeline().name()).offsets()))
                    .all()
                    .get();
        }

        PipelineException refusal = refusal(world);

        assertThat(refusal.kind()).isEqualTo(FailureKind.DATA_LOSS);
        assertThat(refusal)
                .hasMessageContaining("Kafka no longer holds how far the log of forgotten_it was read")
                .hasMessageContaining("MILLRACE_CDC_RESYNC_AFTER_LOSS=true");
        whileCapturing(
                world.resyncAfterLoss(),
                () -> eventually(() -> assertThat(world.published().changes("public.kept").stream()
                                .filter(change -> change.incarnation() == 2)
                                .map(change -> change.key().get("id").intValue()))
                        .contains(1, 2, 3)));
    }

    @Test
    void textsOfADatabaseInAnotherEncodingArriveAsTheyAre() {
        CaptureWorld.make("CREATE DATABASE latin_it TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");
        CaptureWorld world = world(
                "latin_it",
                "CREATE TABLE kept (id int PRIMARY KEY, \"größe\" text); INSERT INTO kept VALUES (1, 'Zoë, ½ £')",
                "public.kept");
        whileCapturing(world, () -> {
            world.awaitLoaded();
            world.sql("INSERT INTO kept VALUES (2, 'naïve §')");
            eventually(() -> assertThat(world.published().changes("public.kept").stream()
                            .map(change -> change.after().toString()))
                    .containsExactly("{\"id\":1,\"größe\":\"Zoë, ½ £\"}", "{\"id\":2,\"größe\":\"naïve §\"}"));
        });
    }

    @Test
    void anotherNumberOfPartitionsIsRefused() {
        CaptureWorld world = world("parts_it", ONE_TABLE, "public.kept");
        whileCapturing(world, world::awaitLoaded);

        PipelineException refusal = refusal(world.with(5, "public.kept"));

        assertThat(refusal.kind()).isEqualTo(FailureKind.CONFIGURATION);
        assertThat(refusal).hasMessageContaining("has 3 partitions, but the pipeline file asks for 5");
    }

    @Test
    void aTableThatCannotBeCapturedIsRefusedBeforeAnythingIsChanged() throws Exception {
        CaptureWorld world = world("keyless_it", "CREATE TABLE kept (id int)", "public.kept");

        PipelineException refusal = refusal(world);

        assertThat(refusal.kind()).isEqualTo(FailureKind.CONFIGURATION);
        assertThat(refusal).hasMessageContaining("has no primary key");
        try (var connection = world.connect();
                var row = connection
                        .createStatement()
                        .executeQuery("SELECT count(*) FROM pg_publication WHERE pubname = 'keyless_it'")) {
            row.next();
            assertThat(row.getInt(1)).isZero();
        }
    }

    @Test
    void aDatabaseWithoutARowIsCapturedFromItsFirstOne() {
        CaptureWorld world = world("bare_it", "CREATE TABLE kept (id int PRIMARY KEY)", "public.kept");
        whileCapturing(world, () -> {
            world.awaitLoaded();
            Position before = world.published().progress().orElseThrow().position();
            world.sql("INSERT INTO kept VALUES (1)");
            eventually(() -> assertThat(operations(world)).contains(Operation.CREATE));
            Change created = world.published().changes("public.kept").stream()
                    .filter(change -> change.op() == Operation.CREATE)
                    .findFirst()
                    .orElseThrow();
            assertThat(created.isPartOf(before)).isFalse();
            eventually(() -> assertThat(created.isPartOf(
                            world.published().progress().orElseThrow().position()))
                    .isTrue());
        });
    }

    @Test
    void aFirstLoadThatIsKilledGoesOnWithTheRangesThatAreLeft() throws Exception {
        // Given a table of many ranges, and a capture that is killed among them
        CaptureWorld world = world(
                "short_it",
                "CREATE TABLE kept (id int PRIMARY KEY, value text);"
                        + " INSERT INTO kept SELECT n, repeat('x', 200) FROM generate_series(1, 30000) n",
                "public.kept");
        try (var process = new CdcProcess(world)) {
            process.start();
            eventually(() -> assertThat(world.published().count("public.kept")).isGreaterThan(3_000));
            process.kill();
            assertThat(world.published().notes("public.kept"))
                    .as("the kill came before the end")
                    .isEmpty();
            // When rows of all ranges change before it is started again
            world.sql("DELETE FROM kept WHERE id % 2 = 0");
            world.sql("UPDATE kept SET value = 'changed' WHERE id % 3 = 0");
            process.start();
            world.awaitLoaded();
        }

        // Then the table is what the source holds, and what was read was not read again
        TableNote note = world.published()
                .notes("public.kept")
                .values()
                .iterator()
                .next()
                .get(0);
        var reloaded = new ReloadedTable(world.published(), "public.kept", note.reload());
        Map<String, ObjectNode> rows =
                reloaded.at(world.published().progress().orElseThrow().position());
        assertThat(rows).hasSize(15_000);
        assertThat(rows.values())
                .allMatch(row -> row.get("id").intValue() % 2 == 1
                        && row.get("value").textValue().equals("changed")
                                == (row.get("id").intValue() % 3 == 0));
        List<Change> read = reloaded.rows();
        assertThat(read.stream().map(Change::lsn).distinct())
                .as("moments at which rows were read")
                .hasSize(2);
        Set<Integer> first = read.stream()
                .filter(row -> row.lsn() == read.get(0).lsn())
                .map(row -> row.key().get("id").intValue())
                .collect(Collectors.toSet());
        assertThat(read.stream().filter(row -> row.lsn() != read.get(0).lsn()))
                .filteredOn(row -> first.contains(row.key().get("id").intValue()))
                .as("rows that were read twice: those of ranges that were not finished")
                .hasSizeLessThan(first.size() / 2);
    }

    @Test
    void aFirstLoadThatDiesAtEachNamedPointHoldsWhatTheSourceHolds() {
        CaptureWorld world = world("points_it", ONE_TABLE, "public.kept");
        try (var process = new CdcProcess(world)) {
            for (CrashPoint point :
                    List.of(CrashPoint.CDC_BEFORE_RANGE, CrashPoint.CDC_AFTER_RANGE, CrashPoint.CDC_AFTER_RELOAD)) {
                // When
                process.dieAt(point.atPass(1));
                world.sql("UPDATE kept SET value = value + 10 WHERE id = 1");
            }
            process.start();
            world.awaitLoaded();
            // Then
            eventually(() -> assertThat(kept(world)).containsExactlyInAnyOrder("1 31", "2 2"));
        }
    }

    /** The rows of the table after its first reload, with the changes since. */
    private static List<String> kept(CaptureWorld world) {
        String reload = notes(world).get(0).reload();
        return new ReloadedTable(world.published(), "public.kept", reload)
                .at(world.published().progress().orElseThrow().position()).values().stream()
                        .map(row ->
                                row.get("id").asText() + " " + row.get("value").asText())
                        .toList();
    }

    @Test
    void aTableThatIsAddedIsReadWhileTheOthersStreamOn() {
        CaptureWorld world = world(
                "added_it",
                ONE_TABLE + "; CREATE TABLE added (id int PRIMARY KEY); INSERT INTO added VALUES (1), (2)",
                "public.kept");
        whileCapturing(world, world::awaitLoaded);
        world.sql("INSERT INTO added VALUES (3)");
        CaptureWorld both = world.with(3, "public.kept", "public.added");

        whileCapturing(both, () -> {
            both.awaitLoaded();
            both.sql("INSERT INTO added VALUES (4)");
            eventually(() -> assertThat(idsOf(both, "public.added")).containsExactlyInAnyOrder(1, 2, 3, 4));
        });
        assertThat(operations(both)).as("of the other table").containsExactly(Operation.READ, Operation.READ);

        // Taken out and put back, it has missed what happened between
        whileCapturing(world, world::awaitLoaded);
        world.sql("INSERT INTO added VALUES (5)");
        whileCapturing(
                both,
                () -> eventually(() -> assertThat(idsOf(both, "public.added")).contains(5)));
    }

    private static List<Integer> idsOf(CaptureWorld world, String table) {
        return world.published().changes(table).stream()
                .map(change -> change.key().get("id").intValue())
                .toList();
    }

    @Test
    void aLostSlotIsTheEndOfALifeAndWhereItIsAskedForTheBeginningOfTheNext() {
        CaptureWorld world = world("resync_it", ONE_TABLE, "public.kept");
        whileCapturing(world, world::awaitLoaded);
        world.sql("SELECT pg_drop_replication_slot('resync_it')");
        world.sql("DELETE FROM kept WHERE id = 1");
        Position before = world.published().progress().orElseThrow().position();

        whileCapturing(world.resyncAfterLoss(), () -> {
            eventually(() -> assertThat(world.published()
                            .progress()
                            .orElseThrow()
                            .position()
                            .incarnation())
                    .isEqualTo(2));
            eventually(() -> assertThat(notes(world))
                    .anyMatch(note -> note.kind() == TableNote.Kind.RELOADED && note.incarnation() == 2));
        });

        TableNote loaded = notes(world).stream()
                .filter(note -> note.kind() == TableNote.Kind.RELOADED && note.incarnation() == 2)
                .findFirst()
                .orElseThrow();
        assertThat(new ReloadedTable(world.published(), "public.kept", loaded.reload()).rows())
                .extracting(change -> change.key().get("id").intValue())
                .containsExactly(2);
        TableNote stale = notes(world).stream()
                .filter(note -> note.kind() == TableNote.Kind.STALE)
                .findFirst()
                .orElseThrow();
        assertThat(stale.reason()).contains("resync_it is gone");
        assertThat(new Position(stale.incarnation(), stale.upTo())).isGreaterThan(before);
        // Another start finds nothing lost.
        whileCapturing(
                world,
                () -> eventually(() -> assertThat(
                                world.published().progress().orElseThrow().position())
                        .isGreaterThan(new Position(2, loaded.upTo()))));
    }

    private static List<TableNote> notes(CaptureWorld world) {
        return world.published().notes("public.kept").values().stream()
                .flatMap(List::stream)
                .toList();
    }
}
