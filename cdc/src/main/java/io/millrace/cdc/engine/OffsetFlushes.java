package io.millrace.cdc.engine;

import io.debezium.engine.spi.OffsetCommitPolicy;
import java.time.Duration;

/** Stores offsets at an interval, and at once when asked. */
final class OffsetFlushes implements OffsetCommitPolicy {
    private final Duration interval;
    private volatile boolean now;

    OffsetFlushes(Duration interval) {
        this.interval = interval;
    }

    /** Makes the next finished batch store its offset. */
    void now() {
        now = true;
    }

    @Override
    public boolean performCommit(long messages, Duration sinceLast) {
        boolean asked = now;
        now = false;
        return asked || sinceLast.compareTo(interval) >= 0;
    }
}
