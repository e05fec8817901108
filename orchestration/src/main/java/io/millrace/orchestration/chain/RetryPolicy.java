package io.millrace.orchestration.chain;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.Optional;

/**
 * Which failures are tried again, how often, and after which pause.
 *
 * @param attempts how often a step is started at most
 * @param firstDelay pause before the second attempt
 * @param factor how much longer each later pause is
 * @param longestDelay no pause is longer
 */
public record RetryPolicy(int attempts, Duration firstDelay, double factor, Duration longestDelay) {
    /** Refuses what cannot be followed. */
    public RetryPolicy {
        require(attempts >= 1, "orchestration.retry.attempts must be at least 1, but is " + attempts);
        require(!firstDelay.isNegative(), "orchestration.retry.first-delay must not be negative, but is " + firstDelay);
        require(factor >= 1, "orchestration.retry.factor must be at least 1, but is " + factor);
        require(
                longestDelay.compareTo(firstDelay) >= 0,
                "orchestration.retry.longest-delay must not be shorter than first-delay, but is " + longestDelay);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, message);
        }
    }

    /** The pause after this attempt failed in this way; nothing when there is to be no other. Attempts count from 1. */
    public Optional<Duration> delayAfter(int attempt, FailureKind kind) {
        if (!kind.retryable() || attempt >= attempts) {
            return Optional.empty();
        }
        double millis = firstDelay.toMillis() * Math.pow(factor, attempt - 1.0);
        return Optional.of(Duration.ofMillis((long) Math.min(millis, longestDelay.toMillis())));
    }
}
