package io.millrace.serving.recommend;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long ago something was. */
final class Age {
    private Age() {}

    /** Whole seconds since the moment; 0 for one that is still to come by this clock. */
    static long seconds(Instant moment, Clock clock) {
        return Math.max(0, Duration.between(moment, clock.instant()).toSeconds());
    }
}
