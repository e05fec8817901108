package io.millrace.local.chaos;

import io.millrace.local.stack.MillraceProcess;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Something that goes wrong while the source is being written.
 *
 * @param name in words
 * @param takesMinutes whether it is left to the end of a run, which others fit into
 * @param ends processes that it ends before it is over
 * @param mayEndLater processes that may end of it on the way back
 * @param strike lets it happen, and returns when it is over or when what was struck is dead
 */
record Mishap(
        String name, boolean takesMinutes, Set<MillraceProcess> ends, Set<MillraceProcess> mayEndLater, Strike strike) {
    Mishap {
        ends = Set.copyOf(ends);
        mayEndLater = Set.copyOf(mayEndLater);
    }

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
        return new Mishap(name, false, Set.of(), Set.of(), strike);
    }

    /** One that takes minutes, because something has to time out. */
    static Mishap ofMinutes(String name, Strike strike) {
        return new Mishap(name, true, Set.of(), Set.of(), strike);
    }

    /** The same of one that ends these processes before it is over. */
    Mishap ending(MillraceProcess... processes) {
        return new Mishap(name, takesMinutes, Set.of(processes), mayEndLater, strike);
    }

    /** The same of one of which these processes may end on the way back, as is promised of them. */
    Mishap maybeEndingLater(MillraceProcess... processes) {
        return new Mishap(name, takesMinutes, ends, Set.of(processes), strike);
    }

    /** All that there are. */
    static List<Mishap> all() {
        return Stream.of(Crashes.each(), Accidents.all(), Outages.all(), SlotLosses.all(), Losses.all())
                .flatMap(List::stream)
                .toList();
    }
}
