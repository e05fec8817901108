package io.millrace.streaming.part;

import io.millrace.contracts.change.Position;
import java.util.Optional;

/** All entries of one kind that a part keeps, each under a name. */
public interface Entries {
    /**
     * An entry.
     *
     * @param at of its latest change
     * @param isNothing whether it says that nothing is left
     */
    record Entry(String name, Position at, boolean isNothing) {}

    /** Looks at an entry and says whether to go on. */
    @FunctionalInterface
    interface Visit {
        boolean entry(Entry entry);
    }

    /**
     * Looks at entries in their order while the visit says so.
     *
     * @param after nothing to begin with the first
     */
    void each(Optional<String> after, Visit visit);

    /** Forgets an entry that says that nothing is left, which the store knows. */
    void forget(String name);
}
