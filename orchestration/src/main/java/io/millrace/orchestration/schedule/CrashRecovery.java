package io.millrace.orchestration.schedule;

import io.millrace.orchestration.chain.Result;
import io.millrace.orchestration.history.Attempt;
import io.millrace.orchestration.history.ProcessId;
import io.millrace.orchestration.history.Run;
import io.millrace.orchestration.history.RunHistory;
import io.millrace.orchestration.step.Stopping;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clears up after a scheduler that ended without closing: its steps' processes, and its open runs. */
public final class CrashRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(CrashRecovery.class);

    private CrashRecovery() {}

    /** Called before the schedule starts: ends every run that no process works on any more. */
    public static void run(RunHistory history, ChainRuns runs, Schedule schedule, Duration grace) {
        for (Run open : history.open()) {
            open.steps().forEach(attempt -> stopOrphan(attempt, grace));
            if (open.is(Result.RUNNING) || !schedule.awaits(open.id())) {
                runs.abandon(open, Instant.now());
            }
        }
    }

    private static void stopOrphan(Attempt attempt, Duration grace) {
        attempt.process().flatMap(ProcessId::find).ifPresent(process -> {
            LOG.warn("The step {} outlived the scheduler; its process {} is stopped", attempt.name(), process.pid());
            Stopping.stop(process, grace);
        });
    }
}
