package io.millrace.streaming.total;

import io.millrace.contracts.pipeline.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long things are kept, by the source's clock. What is older is not computed here any more.
 *
 * @param minutes spans of minutes
 * @param hours spans of hours and half hours; days and all time are kept for ever
 * @param rows what rules look at: who comes later, or is corrected later, raises and closes nothing
 * @param alerts alerts, open or not
 */
public record Kept(Duration minutes, Duration hours, Duration rows, Duration alerts) {
    /** How long spans are kept; nothing where for ever. */
    public Optional<Duration> spans(Window window) {
        return switch (window) {
            case MINUTE -> Optional.of(minutes);
            case HALF_HOUR, HOUR -> Optional.of(hours);
            case DAY, ALL -> Optional.empty();
        };
    }

    /** Whether a span is kept, now that the clock shows this. */
    public boolean isKept(Window window, Instant start, Instant clock) {
        return spans(window).filter(kept -> start.isBefore(clock.minus(kept))).isEmpty();
    }
}
