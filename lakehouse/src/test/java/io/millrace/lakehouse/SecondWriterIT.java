package io.millrace.lakehouse;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.FailureKind;
import io.millrace.testkit.process.RunningProcess;
import io.millrace.testkit.process.Signal;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.DEADLINE;
import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static org.assertj.core.api.Assertions.assertThat;

/** Two processes that each would be the only writer of a lake. */
class SecondWriterIT {
    private static final int IN_HAND = 20;

    private final Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
    private int rows;

    @Test
    void aSecondIsTurnedAwayAndOneThatSleptWhileItWasRelievedEndsAndWritesNothing() {
        try (var first = new LakehouseProcess(pipeline, List.of());
                var second = new LakehouseProcess(pipeline, List.of());
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            // Given
            RunningProcess sleeper = first.start();
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, 99);
            await(write(capture));

            // When another one is started by mistake
            assertEnded(second, second.start(), "is written by process " + sleeper.pid(), "stop that one first");
            await(write(capture));

            // When the first one sleeps, with changes in its hands, until another one has taken over
            for (int row = 0; row < IN_HAND; row++) {
                write(capture);
            }
            sleeper.signal(Signal.STOP);
            RunningProcess relief = second.start();
            await(write(capture));
            sleeper.signal(Signal.CONT);
            assertEnded(first, sleeper, "Another process has taken over writing the lake");

            // Then the other one goes on
            await(write(capture));
            assertThat(relief.isAlive()).as(second.log()).isTrue();
        }

        assertThat(UserTable.silver(pipeline))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, rows)
                        .mapToObj(id -> "%1$d name %1$d bio %1$d".formatted(id))
                        .toList());
        assertThat(UserTable.records(pipeline)).doesNotHaveDuplicates().hasSize(rows);
    }

    private static void assertEnded(LakehouseProcess process, RunningProcess running, String... saying) {
        assertThat(running.awaitExit(DEADLINE)).as(process.log()).isTrue();
        assertThat(process.log()).contains(saying);
        assertThat(running.exitStatus()).hasValue(FailureKind.ENVIRONMENT.exitCode());
    }

    /** One row more; gives the position at which it is there. */
    private long write(FakeCapture capture) {
        rows++;
        long previous = 100 + 10L * rows;
        UserTable.row(capture, Operation.CREATE, previous + 1, previous, rows, "name " + rows);
        capture.progress(previous + 10);
        return previous + 10;
    }

    private void await(long lsn) {
        Awaitility.await().atMost(DEADLINE).until(() -> LAKE.snapshot(pipeline.name())
                .filter(cut -> cut.position().reaches(new Position(1, lsn)))
                .isPresent());
    }
}
