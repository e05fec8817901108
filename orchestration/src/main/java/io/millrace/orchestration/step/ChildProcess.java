package io.millrace.orchestration.step;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.orchestration.chain.StepAction;
import io.millrace.orchestration.chain.StepCall;
import io.millrace.orchestration.chain.StepOutcome;
import java.time.Duration;

/**
 * Runs a program in a process of its own; its exit code says what came of it.
 *
 * @param launcher how it is started
 * @param program what is started
 * @param limit a process that takes longer is stopped and has failed
 * @param grace how long a process that is asked to end may take
 */
public record ChildProcess(Launcher launcher, Program program, Duration limit, Duration grace) implements StepAction {
    @Override
    public StepOutcome perform(StepCall call) {
        var log = new StepLog(call.log());
        try {
            Command command = launcher.command(program);
            log.note(String.join(" ", command.line()));
            return await(TiedProcess.start(command, log.file()), call, log);
        } catch (PipelineException e) {
            log.note(e.getMessage());
            return StepOutcome.failed(e);
        }
    }

    private StepOutcome await(Process process, StepCall call, StepLog log) {
        try {
            call.started().accept(process.toHandle());
            return switch (call.stop().endsWithin(process.onExit(), limit)) {
                case DONE ->
                    StepOutcome.ofExitCode(process.exitValue(), process.exitValue() == 0 ? "" : log.lastSentence());
                case STOPPED -> {
                    log.note("stopped, because the scheduler stops");
                    yield StepOutcome.interrupted("The scheduler stopped it");
                }
                case TOO_LONG -> {
                    log.note("stopped, because it took longer than " + limit);
                    yield StepOutcome.failed(
                            FailureKind.INTERNAL,
                            "It was stopped because it took longer than %s; see orchestration.step-limit"
                                    .formatted(limit));
                }
            };
        } finally {
            if (process.isAlive()) {
                Stopping.stop(process.toHandle(), grace);
            }
        }
    }
}
