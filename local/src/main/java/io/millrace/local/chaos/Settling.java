package io.millrace.local.chaos;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.contracts.status.LakeStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** Waits until the lake says that it equals the source; whatever ends meanwhile is started again, as a user would. */
record Settling(ChaosStack stack) {
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final long POLL_MILLIS = 1_000;

    /**
     * Returns when every table has all that the source holds now, and none is stale.
     *
     * @throws PipelineException of kind NOT_READY if that takes longer than a quarter of an hour, or a process cannot be
     *     started
     */
    void await() throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        long end = stack.sourceEnd();
        String seen = "nothing answers";
        while (System.nanoTime() < deadline) {
            stack.heal();
            Optional<Position> captured = stack.capture().flatMap(CaptureStatus::acknowledged);
            Optional<LakeStatus> lake = stack.lake();
            if (captured.isPresent() && lake.isPresent()) {
                if (reaches(captured.get(), lake.get(), end)) {
                    return;
                }
                seen = "capture is at %s, the lake at %s".formatted(captured.get(), lake.get());
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new PipelineException(
                FailureKind.NOT_READY,
                "The lake did not come to %s within %d minutes: %s"
                        .formatted(Position.lsnText(end), LIMIT.toMinutes(), seen));
    }

    /** The source may have begun another life, in which its log ends earlier than the lake has been. */
    private static boolean reaches(Position captured, LakeStatus lake, long end) {
        var wanted = new Position(captured.incarnation(), end);
        return captured.reaches(wanted)
                && !lake.tables().isEmpty()
                && lake.tables().values().stream()
                        .allMatch(table -> table.stale().isEmpty()
                                && table.silver()
                                        .filter(silver -> silver.reaches(wanted))
                                        .isPresent());
    }
}
