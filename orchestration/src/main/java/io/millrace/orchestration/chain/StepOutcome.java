package io.millrace.orchestration.chain;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.Optional;

/**
 * What came of one attempt of a step.
 *
 * @param result succeeded, failed or interrupted
 * @param exitCode the status of its process, where it had one and that ended
 * @param kind what its failure means; present exactly when it failed
 * @param message what a person should know of it; empty when there is nothing
 */
public record StepOutcome(Result result, Optional<Integer> exitCode, Optional<FailureKind> kind, String message) {
    /** Refuses a failure without kind. */
    public StepOutcome {
        if (result == Result.QUEUED || result == Result.RUNNING) {
            throw new IllegalArgumentException("An outcome is an end, not " + result);
        }
        if ((result == Result.FAILED) != kind.isPresent()) {
            throw new IllegalArgumentException("A failure, and nothing else, has a kind; " + result + " has " + kind);
        }
    }

    /** Done. */
    public static StepOutcome succeeded(String message) {
        return new StepOutcome(Result.SUCCEEDED, Optional.empty(), Optional.empty(), message);
    }

    /** Stopped because the scheduler stops. */
    public static StepOutcome interrupted(String message) {
        return new StepOutcome(Result.INTERRUPTED, Optional.empty(), Optional.empty(), message);
    }

    /** Failed without a process that ended. */
    public static StepOutcome failed(FailureKind kind, String message) {
        return new StepOutcome(Result.FAILED, Optional.empty(), Optional.of(kind), message);
    }

    /** Failed with this exception. */
    public static StepOutcome failed(PipelineException failure) {
        return failed(failure.kind(), failure.getMessage());
    }

    /** The outcome of a process that ended with this status. */
    public static StepOutcome ofExitCode(int exitCode, String message) {
        return exitCode == 0
                ? new StepOutcome(Result.SUCCEEDED, Optional.of(0), Optional.empty(), message)
                : new StepOutcome(
                        Result.FAILED, Optional.of(exitCode), Optional.of(FailureKind.ofExitCode(exitCode)), message);
    }
}
