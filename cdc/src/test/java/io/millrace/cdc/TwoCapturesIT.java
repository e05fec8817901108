package io.millrace.cdc;

import io.millrace.cdc.kafka.CaptureMemory;
import io.millrace.cdc.kafka.ChangePublisher;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** Capture is started twice. */
class TwoCapturesIT {
    private final CaptureWorld world =
            CaptureWorld.of("twice_it", "CREATE TABLE kept (id int PRIMARY KEY)", "public.kept");

    @Test
    void theSecondWaitsAndSaysForWhatAndOneThatWakesAfterItTookOverDoesNoHarm() throws Exception {
        try (var first = new CdcProcess(world);
                var second = new CdcProcess(world)) {
            // When a second one is started by mistake
            first.start();
            world.awaitLoaded();
            int undisturbed = first.wholeLog().length();
            second.start();
            eventually(() -> assertThat(second.wholeLog())
                    .contains("The replication slot twice_it is in use by the server process")
                    .contains("another capture of this pipeline is running; stop it"));
            // Then the first goes on
            world.sql("INSERT INTO kept VALUES (1)");
            eventually(() -> assertThat(ids()).containsExactly(1));
            assertThat(first.wholeLog().substring(undisturbed)).doesNotContain("trying again");

            // When the first is silent, and what is remembered has changed while the second waited
            first.pause();
            world.sql("INSERT INTO kept VALUES (2)");
            forgetThatTablesWereRead();
            // As the server does by itself when a reader is silent for wal_sender_timeout.
            world.sql("SELECT pg_terminate_backend(active_pid) FROM pg_replication_slots WHERE slot_name = 'twice_it'");
            // Then the second takes over
            eventually(() -> assertThat(ids()).containsExactly(1, 2));
            // And it goes on from what was remembered last
            eventually(() -> assertThat(world.published().notes("public.kept").values())
                    .allSatisfy(notes -> assertThat(notes).hasSize(2)));
            // And when the first wakes, it finds the slot taken
            first.wake();
            eventually(() -> assertThat(first.wholeLog()).contains("is in use by the server process"));
            world.sql("INSERT INTO kept VALUES (3)");
            eventually(() -> assertThat(ids()).containsExactly(1, 2, 3));

            // And it leaves nothing behind that a later start stumbles over
            first.kill();
            second.stop();
            world.sql("INSERT INTO kept VALUES (4)");
            ChangeCapture later = world.capture();
            try {
                eventually(() -> assertThat(ids()).containsExactly(1, 2, 3, 4));
            } finally {
                later.close();
            }
        }
        world.release();
        TableNote loaded = world.published()
                .notes("public.kept")
                .values()
                .iterator()
                .next()
                .get(0);
        eventually(() -> assertThat(new ReloadedTable(world.published(), "public.kept", loaded.reload())
                        .at(world.published().progress().orElseThrow().position()))
                .hasSize(4));
    }

    private void forgetThatTablesWereRead() throws InterruptedException {
        try (var publisher = new ChangePublisher(world.config(), world.pipeline())) {
            var memory = new CaptureMemory(world.config(), new Topics(world.name()).capture(), publisher);
            memory.write(memory.read().orElseThrow().withTables(List.of()));
        }
    }

    /** What was captured, each once, in the order of the log. */
    private List<Integer> ids() {
        return world.published().changes("public.kept").stream()
                .map(change -> change.key().get("id").intValue())
                .distinct()
                .toList();
    }
}
