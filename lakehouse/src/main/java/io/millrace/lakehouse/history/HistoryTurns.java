package io.millrace.lakehouse.history;

import io.millrace.lakehouse.loop.Attempts;
import io.millrace.lakehouse.loop.RoundLoop;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at each turn, and makes a round of the histories when one is due. A turn that fails is followed by another: Kafka or
 * the store that does not answer now answers later.
 */
public final class HistoryTurns implements RoundLoop.Work {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryTurns.class);

    private final HistoryRounds histories;
    private final Duration interval;
    private final Attempts<String> attempts = new Attempts<>();
    private long due;

    /** Turns of which the first round comes after one interval. */
    public HistoryTurns(HistoryRounds histories, Duration interval) {
        this.histories = histories;
        this.interval = interval;
        this.due = System.nanoTime() + interval.toNanos();
    }

    @Override
    public void run() {
        boolean isDue = System.nanoTime() - due >= 0;
        if (isDue) {
            due = System.nanoTime() + interval.toNanos();
        }
        attempts.attempt(
                "turn",
                () -> turn(isDue),
                failure -> LOG.warn("the histories do not go on; trying again until they do", failure));
    }

    private void turn(boolean isDue) {
        histories.look();
        if (isDue) {
            histories.round();
        }
    }
}
