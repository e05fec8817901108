package io.millrace.local.chaos;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.testkit.process.RunningProcess;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** What capture promises where changes may be missing: it does not go on, and says so, until it is told to begin anew. */
record Refusal(ChaosStack stack) {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration STORING = Duration.ofSeconds(3);
    private static final int LOG_LINES = 5;

    /** Capture, which does not run, must end with the status that says so; then it begins anew, as its message says. */
    void require() throws InterruptedException {
        requireOf(stack.launch(MillraceProcess.CDC, Map.of()), stack);
        stack.stack().named(MillraceProcess.CDC).stop();
        stack.beginAnew();
    }

    /** A capture that was started must end with the status that says so. */
    static void requireOf(RunningProcess capture, ChaosStack stack) {
        if (!capture.awaitExit(LIMIT)) {
            throw new IllegalStateException("Capture goes on as if nothing had been lost");
        }
        int status = capture.exitStatus().orElse(-1);
        if (status != FailureKind.DATA_LOSS.exitCode()) {
            throw new IllegalStateException(
                    "Capture ended with status %d, not with that of a loss; its log ends with:%n%s"
                            .formatted(status, stack.log(MillraceProcess.CDC, LOG_LINES)));
        }
    }

    /** Waits until capture has read all that the source holds now, and has stored that. */
    void awaitCaptured() throws SQLException, InterruptedException {
        long end = stack.sourceEnd();
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (stack.capture()
                .flatMap(CaptureStatus::acknowledged)
                .filter(position -> Long.compareUnsigned(position.lsn(), end) >= 0)
                .isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("Capture did not come to the end of the log");
            }
            Thread.sleep(100);
        }
        Thread.sleep(STORING.toMillis());
    }
}
