package io.millrace.gateway.access;

import io.millrace.contracts.access.Caller;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The rate of each caller. */
public final class RateLimits {
    private final Map<String, TokenBucket> buckets = new HashMap<>();

    /**
     * The same limit for each caller by itself.
     *
     * @param perSecond 0 for none
     */
    public RateLimits(Collection<String> callers, double perSecond, double burst, LongSupplier nanos) {
        if (perSecond > 0) {
            callers.forEach(caller -> buckets.put(caller, new TokenBucket(perSecond, burst, nanos)));
        }
    }

    /** Lets a caller send so many events, or says how long to wait. */
    public Optional<Duration> take(Caller caller, int events) {
        return Optional.ofNullable(buckets.get(caller.name())).flatMap(bucket -> bucket.take(events));
    }
}
