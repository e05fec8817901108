package io.millrace.workloads.shop.intake.event;

import java.security.SecureRandom;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Makes UUIDs of version 7 (RFC 9562): unique, and in the order of time. */
public final class TimeOrderedIds {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int TIME_SHIFT = 16;
    private static final int RANDOM_BITS = 12;

    private final SecureRandom random = new SecureRandom();
    private final LongSupplier millis;

    public TimeOrderedIds(LongSupplier millis) {
        this.millis = millis;
    }

    /** One that nobody has. */
    public String next() {
        long high = millis.getAsLong() << TIME_SHIFT | VERSION | random.nextInt(1 << RANDOM_BITS);
        return new UUID(high, VARIANT | random.nextLong() >>> 2).toString();
    }
}
