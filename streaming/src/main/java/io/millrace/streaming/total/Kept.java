package io.millrace.streaming.total;

import io.millrace.contracts.pipeline.Rule;
import io.millrace.contracts.pipeline.Window;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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
    private static final double SECONDS_PER_HOUR = 3600;

    /**
     * Checks that rows are kept for as long as rules have to look back: a burst is counted in whole stretches of its
     * cool-down, and what comes late or is corrected must find those of before.
     *
     * @throws PipelineException of kind CONFIGURATION that names the rule and what it needs
     */
    public void requireEnoughFor(Collection<Rule> rules) {
        for (Rule rule : rules) {
            Duration needed = lookBack(rule.cause()).multipliedBy(2);
            if (rows.compareTo(needed) < 0) {
                throw new PipelineException(
                        FailureKind.CONFIGURATION,
                        "The rule %s needs its rows for %s, twice its within and cool_down together, but streaming.figures.rule-rows keeps them for %s; raise that, or shorten the rule"
                                .formatted(rule.name(), hours(needed), hours(rows)));
            }
        }
    }

    private static Duration lookBack(Rule.Cause cause) {
        if (cause instanceof Rule.ManyRows many) {
            return many.within().plus(many.coolDown());
        }
        return cause instanceof Rule.ManyValues many ? many.within().plus(many.coolDown()) : Duration.ZERO;
    }

    private static String hours(Duration time) {
        return "%.1f h".formatted(time.toSeconds() / SECONDS_PER_HOUR);
    }

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
