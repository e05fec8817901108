package io.millrace.local.chaos;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.testkit.StartException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/** Waits until the lake says that it equals the source; whatever ends meanwhile is started again, as a user would. */
record Settling(ChaosStack stack, Duration limit) {
    private static final long POLL_MILLIS = 500;
    private static final int LOG_LINES = 6;

    /**
     * Returns when every table has all that the source holds now, and none is stale.
     *
     * @throws PipelineException of kind NOT_READY if that takes longer than the limit
     */
    void await() throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Optional<Long> end = Optional.empty();
        String seen = "nothing answers";
        while (System.nanoTime() < deadline) {
            try {
                stack.heal();
                if (end.isEmpty()) {
                    end = Optional.of(stack.sourceEnd());
                }
            } catch (StartException | PipelineException | SQLException e) {
                // Ports and files of what was killed may still be held; it is tried again until the limit.
                seen = e.getMessage();
            }
            Optional<Position> captured = stack.capture().flatMap(CaptureStatus::acknowledged);
            Optional<LakeStatus> lake = stack.lake();
            if (end.isPresent() && captured.isPresent() && lake.isPresent()) {
                if (reaches(captured.get(), lake.get(), end.get())) {
                    return;
                }
                seen = "capture is at %s, the lake at %s".formatted(captured.get(), described(lake.get()));
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new PipelineException(
                FailureKind.NOT_READY,
                "The lake did not come to %s within %d minutes: %s%n%s%n%s"
                        .formatted(
                                end.map(Position::lsnText).orElse("the end of the source's log"),
                                limit.toMinutes(),
                                seen,
                                stack.log(MillraceProcess.CDC, LOG_LINES),
                                stack.log(MillraceProcess.LAKEHOUSE, LOG_LINES)));
    }

    private static String described(LakeStatus lake) {
        return lake.tables().entrySet().stream()
                .map(table -> "%s at %s%s"
                        .formatted(
                                table.getKey(),
                                table.getValue()
                                        .silver()
                                        .map(Position::toString)
                                        .orElse("none"),
                                table.getValue()
                                        .stale()
                                        .map(why -> " STALE: " + why)
                                        .orElse("")))
                .collect(Collectors.joining(", "));
    }

    /** The source may have begun another life, in which its log ends earlier than the lake has been. */
    private static boolean reaches(Position captured, LakeStatus lake, long end) {
        var wanted = new Position(captured.incarnation(), end);
        return captured.reaches(wanted)
                && lake.tables().size() >= ChaosTables.ALL.size()
                && lake.tables().values().stream()
                        .allMatch(table -> table.stale().isEmpty()
                                && table.silver()
                                        .filter(silver -> silver.reaches(wanted))
                                        .isPresent());
    }
}
