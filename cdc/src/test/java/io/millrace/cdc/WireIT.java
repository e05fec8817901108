package io.millrace.cdc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.TableNote;
import io.millrace.testkit.fault.FaultProxy;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** The way to the database breaks, or carries nothing any more; capture notices, and goes on by itself. */
@Execution(ExecutionMode.CONCURRENT)
class WireIT {
    private static final String ROWS = "CREATE TABLE kept (id int PRIMARY KEY, value text);"
            + " INSERT INTO kept SELECT n, repeat('x', 200) FROM generate_series(1, 30000) n";

    @Test
    void aWireThatIsCutWhileChangesStreamLosesNone() {
        streaming("wire_cut_it", FaultProxy::cut);
    }

    @Test
    void aWireThatFreezesWhileChangesStreamIsNoticedAndLosesNone() {
        streaming("wire_frozen_it", FaultProxy::freeze);
    }

    private static void streaming(String name, Consumer<FaultProxy> fault) {
        CaptureWorld world = CaptureWorld.of(name, "CREATE TABLE kept (id int PRIMARY KEY)", "public.kept");
        try (FaultProxy wire = CaptureWorld.wire();
                ChangeCapture capture = capture(world, wire)) {
            world.awaitLoaded();
            world.sql("INSERT INTO kept VALUES (1)");
            eventually(() -> assertThat(ids(world)).containsExactly(1));

            // When
            fault.accept(wire);
            world.sql("INSERT INTO kept VALUES (2)");
            awaitNoticed(capture);
            world.sql("INSERT INTO kept VALUES (3)");
            wire.restore();
            world.sql("INSERT INTO kept VALUES (4)");

            // Then
            eventually(() -> assertThat(ids(world)).contains(1, 2, 3, 4));
        }
        world.release();
    }

    @Test
    void aWireThatIsCutWhileATableIsReadLosesNoRow() {
        reading("wire_cut_read_it", FaultProxy::cut);
    }

    @Test
    void aWireThatFreezesWhileATableIsReadIsNoticedAndLosesNoRow() {
        reading("wire_frozen_read_it", FaultProxy::freeze);
    }

    private static void reading(String name, Consumer<FaultProxy> fault) {
        CaptureWorld world = CaptureWorld.of(name, ROWS, "public.kept");
        try (FaultProxy wire = CaptureWorld.wire()) {
            // A slow wire, so that the fault comes among the ranges.
            wire.delay(Duration.ofMillis(20));
            try (ChangeCapture capture = capture(world, wire)) {
                eventually(
                        () -> assertThat(world.published().count("public.kept")).isGreaterThan(3_000));

                // When
                fault.accept(wire);
                assertThat(world.published().notes("public.kept"))
                        .as("the fault came before the end")
                        .isEmpty();
                world.sql("DELETE FROM kept WHERE id % 2 = 0");
                awaitNoticed(capture);
                wire.restore();
                world.awaitLoaded();

                // Then
                TableNote note = world.published()
                        .notes("public.kept")
                        .values()
                        .iterator()
                        .next()
                        .get(0);
                var reloaded = new ReloadedTable(world.published(), "public.kept", note.reload());
                eventually(() -> assertThat(reloaded.at(world.published()
                                        .progress()
                                        .orElseThrow()
                                        .position())
                                .values())
                        .hasSize(15_000)
                        .allMatch(WireIT::isOdd));
                assertThat(reloaded.rows().stream().map(Change::lsn).distinct())
                        .as("moments at which rows were read: what was finished was not read again")
                        .hasSizeGreaterThan(1);
            }
        }
        world.release();
    }

    private static boolean isOdd(ObjectNode row) {
        return row.get("id").intValue() % 2 == 1;
    }

    private static ChangeCapture capture(CaptureWorld world, FaultProxy wire) {
        return world.through(wire)
                .with("cdc.answer-within = 5s, cdc.reconnect-for = 10m")
                .capture();
    }

    /** Streaming becomes waiting for another run. */
    private static void awaitNoticed(ChangeCapture capture) {
        var client = new CaptureClient(capture.port());
        eventually(() -> assertThat(client.get("/status")).contains("\"phase\":\"STARTING\""));
    }

    private static List<Integer> ids(CaptureWorld world) {
        return world.published().changes("public.kept").stream()
                .map(change -> change.key().get("id").intValue())
                .distinct()
                .toList();
    }
}
