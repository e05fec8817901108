package io.millrace.gateway.access;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets so many a second pass in the long run, and a burst after a pause; thread-safe.
 *
 * <p>What is larger than what is left passes if anything is left, and those that follow wait the longer: so a large batch
 * passes too, and the rate holds.
 */
final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanos;
    private double left;
    private long lastLook;

    TokenBucket(double perSecond, double burst, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanos = nanos;
        this.left = burst;
        this.lastLook = nanos.getAsLong();
    }

    /** Takes so many; where nothing is left, takes none and says how long to wait. */
    synchronized Optional<Duration> take(int count) {
        long now = nanos.getAsLong();
        left = Math.min(burst, left + (now - lastLook) / NANOS * perSecond);
        lastLook = now;
        if (left < 1) {
            return Optional.of(Duration.ofNanos((long) Math.ceil((1 - left) / perSecond * NANOS)));
        }
        left -= count;
        return Optional.empty();
    }
}
