package io.millrace.streaming.total;

import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.Shelf;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How late it is at the source, for what is kept: never earlier than it was, and never later than here by more than a
 * slack, so that a clock which jumps costs the slack and not all that is kept.
 */
final class SourceClock {
    private static final Logger LOG = LoggerFactory.getLogger(SourceClock.class);
    private static final byte[] CLOCK = {9};

    private final Shelf shelf;
    private final InstantSource machine;
    private final ClockSlack slack;
    private Instant now;
    private boolean isDoubted;

    SourceClock(Shelf shelf, InstantSource machine, ClockSlack slack) {
        this.shelf = shelf;
        this.machine = machine;
        this.slack = slack;
        this.now = shelf.get(CLOCK)
                .map(bytes -> Instant.ofEpochSecond(new ByteSource(bytes).bigNumber()))
                .orElseGet(() -> machine.instant().minus(slack.behind()).truncatedTo(ChronoUnit.SECONDS));
    }

    /** What decides what is too old. */
    Instant now() {
        return now;
    }

    /** What the source says, as far as it is believed; unlike {@link #now} it may go back. */
    Instant believed(Instant told) {
        Instant latest = machine.instant().plus(slack.ahead());
        boolean isAhead = told.isAfter(latest);
        if (isAhead && !isDoubted) {
            LOG.warn(
                    "the source says that it is {}, which is more than {} ahead of this machine; figures take {} instead. Set the clock right, or raise streaming.figures.clock-slack if it is",
                    told,
                    slack.ahead(),
                    latest);
        }
        isDoubted = isAhead;
        return isAhead ? latest : told;
    }

    /** Takes what the source says. */
    void tell(Instant told) {
        Instant time = believed(told).truncatedTo(ChronoUnit.SECONDS);
        if (time.isAfter(now)) {
            // It never goes back: what was too old once was not counted, and would be missing.
            now = time;
            shelf.put(CLOCK, new ByteSink().bigNumber(now.getEpochSecond()).bytes());
        }
    }
}
