package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.TableId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Lets more and more time pass before what has failed for a table is tried again. */
final class Retries {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 8;

    private final Clock clock;
    private final Map<TableId, Failed> failed = new HashMap<>();

    private record Failed(int times, Instant next) {}

    Retries(Clock clock) {
        this.clock = clock;
    }

    /** Whether it is too early to try again. */
    boolean isPausing(TableId table) {
        return failed.containsKey(table)
                && clock.instant().isBefore(failed.get(table).next());
    }

    void failed(TableId table) {
        int times = times(table) + 1;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(times - 1, MOST_DOUBLINGS));
        failed.put(table, new Failed(times, clock.instant().plus(pause)));
    }

    /** How often it has failed since it last succeeded. */
    int times(TableId table) {
        return failed.containsKey(table) ? failed.get(table).times() : 0;
    }

    void succeeded(TableId table) {
        failed.remove(table);
    }
}
