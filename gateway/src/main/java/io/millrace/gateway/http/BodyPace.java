package io.millrace.gateway.http;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;

/**
 * How fast a body must arrive, for it holds memory until it has.
 *
 * @param patience for all of it
 * @param grace in which it may come as slowly as it likes
 * @param leastRate bytes a second, on average, from the end of the grace on; 0 for any
 */
public record BodyPace(Duration patience, Duration grace, int leastRate) {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    public BodyPace {
        require(patience.toMillis() > 0, "gateway.http.body-patience must be longer than zero");
        require(
                leastRate == 0 || grace.toMillis() > 0,
                "gateway.http.body-grace must be longer than zero where gateway.http.body-least-rate is not 0");
        require(leastRate >= 0, "gateway.http.body-least-rate must not be negative, but is " + leastRate);
    }

    /** How long after its beginning a body is too slow, if no more has come of it than this. */
    Duration limit(long received) {
        if (leastRate == 0) {
            return patience;
        }
        Duration earned = grace.plusNanos(received * SECOND / leastRate);
        return earned.compareTo(patience) < 0 ? earned : patience;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, otherwise);
        }
    }
}
