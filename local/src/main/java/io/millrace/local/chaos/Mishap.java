package io.millrace.local.chaos;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Something that goes wrong while the source is being written.
 *
 * @param name in words
 * @param takesMinutes whether it is left to the end of a run, which others fit into
 * @param strike lets it happen, and returns when it is over or when what was struck is dead
 */
record Mishap(String name, boolean takesMinutes, Strike strike) {

    /** How it happens; the random numbers are those of the run's seed. */
    interface Strike {
        /**
         * Lets it happen.
         *
         * @throws IllegalStateException if the product did not behave as it promises
         */
        void at(ChaosStack stack, Random random) throws SQLException, InterruptedException;
    }

    /** One that is over within seconds. */
    static Mishap of(String name, Strike strike) {
        return new Mishap(name, false, strike);
    }

    /** One that takes minutes, because something has to time out. */
    static Mishap ofMinutes(String name, Strike strike) {
        return new Mishap(name, true, strike);
    }

    /** All that there are. */
    static List<Mishap> all() {
        return Stream.of(Crashes.each(), Accidents.all(), Outages.all(), SlotLosses.all(), Losses.all())
                .flatMap(List::stream)
                .toList();
    }
}
