package io.millrace.orchestration.chain;

import io.millrace.contracts.process.FailureKind;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param result succeeded, failed or interrupted
 * @param kind what its failure means; present exactly when it failed
 * @param message which step ended it and why; empty when it succeeded
 */
public record ChainEnd(Result result, Optional<FailureKind> kind, String message) {
    /** All steps succeeded. */
    public static ChainEnd succeeded() {
        return new ChainEnd(Result.SUCCEEDED, Optional.empty(), "");
    }

    /** The scheduler stopped, or died, meanwhile. */
    public static ChainEnd interrupted(String message) {
        return new ChainEnd(Result.INTERRUPTED, Optional.empty(), message);
    }

    /** This failure, and what another one says. */
    ChainEnd and(ChainEnd other) {
        return new ChainEnd(result, kind, message + "; " + other.message);
    }

    /** A step failed for good. */
    public static ChainEnd failed(FailureKind kind, String message) {
        return new ChainEnd(Result.FAILED, Optional.of(kind), message);
    }
}
