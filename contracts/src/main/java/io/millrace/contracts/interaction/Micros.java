package io.millrace.contracts.interaction;

import java.time.Instant;

/** Moments of the years 1 to 9999 as microseconds since the epoch. */
public final class Micros {
    private static final long PER_SECOND = 1_000_000;
    private static final long NANOS = 1_000;

    private Micros() {}

    /** The microseconds of a moment, rounded down. */
    public static long of(Instant moment) {
        // Not ChronoUnit.between, which counts nanoseconds, of which a long holds three hundred years.
        return moment.getEpochSecond() * PER_SECOND + moment.getNano() / NANOS;
    }
}
