package io.millrace.cdc;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Starts that go on, begin again, or are refused. */
class StartIT {
    private static final String ONE_TABLE =
            "CREATE TABLE kept (id int PRIMARY KEY, value int); INSERT INTO kept VALUES (1, 1), (2, 2)";

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
    void aStopAndAStartGoOnWithoutASecondSnapshot() {
        CaptureWorld world = CaptureWorld.of("again_it", ONE_TABLE, "public.kept");
        whileCapturing(world, world::awaitProgress);
        world.sql("UPDATE kept SET value = 3 WHERE id = 1");
        whileCapturing(
                world, () -> eventually(() -> assertThat(operations(world)).contains(Operation.UPDATE)));

        assertThat(operations(world))
                .containsExactly(
                        Operation.TRUNCATE,
                        Operation.TRUNCATE,
                        Operation.TRUNCATE,
                        Operation.READ,
                        Operation.READ,
                        Operation.UPDATE);
    }

    private static List<Operation> operations(CaptureWorld world) {
        return world.published().changes("public.kept").stream().map(Change::op).toList();
    }

    @Test
    void aSlotThatIsGoneOrMadeAgainIsRefused() {
        CaptureWorld world = CaptureWorld.of("gone_it", ONE_TABLE, "public.kept");
        whileCapturing(world, world::awaitProgress);
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
    void anotherNumberOfPartitionsIsRefused() {
        CaptureWorld world = CaptureWorld.of("parts_it", ONE_TABLE, "public.kept");
        whileCapturing(world, world::awaitProgress);

        PipelineException refusal = refusal(world.with(5, "public.kept"));

        assertThat(refusal.kind()).isEqualTo(FailureKind.CONFIGURATION);
        assertThat(refusal).hasMessageContaining("has 3 partitions, but the pipeline file asks for 5");
    }

    @Test
    void aTableThatCannotBeCapturedIsRefusedBeforeAnythingIsChanged() throws Exception {
        CaptureWorld world = CaptureWorld.of("keyless_it", "CREATE TABLE kept (id int)", "public.kept");

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
        CaptureWorld world = CaptureWorld.of("bare_it", "CREATE TABLE kept (id int PRIMARY KEY)", "public.kept");
        whileCapturing(world, () -> {
            world.awaitProgress();
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
    void aSnapshotThatIsCutShortBeginsAgainAndLeavesNothingOfTheFirst() throws Exception {
        CaptureWorld world = CaptureWorld.of(
                "short_it",
                "CREATE TABLE kept (id int PRIMARY KEY, value text);"
                        + " INSERT INTO kept SELECT n, repeat('x', 200) FROM generate_series(1, 60000) n",
                "public.kept");
        try (var process = new CdcProcess(world)) {
            process.start();
            eventually(() -> assertThat(world.published().count("public.kept")).isGreaterThan(100));
            process.kill();
            assertThat(world.published().progress())
                    .as("the kill came before the end")
                    .isEmpty();
            world.sql("DELETE FROM kept WHERE id % 2 = 0");
            process.start();
            world.awaitProgress();
        }

        Set<Integer> rows = new TreeSet<>();
        for (Change change : world.published().changes("public.kept")) {
            if (change.op() == Operation.TRUNCATE) {
                rows.clear();
            } else {
                rows.add(change.key().get("id").intValue());
            }
        }
        assertThat(rows).hasSize(30_000).allMatch(id -> id % 2 == 1);
        assertThat(world.published().changes("public.kept").stream()
                        .filter(change -> change.op() == Operation.READ)
                        .map(Change::lsn)
                        .collect(Collectors.toSet()))
                .as("two attempts")
                .hasSize(2);
    }
}
