package io.millrace.contracts.pipeline;

import java.util.Optional;

/**
 * How much a hyperactive user may count; see {@link io.millrace.contracts.interaction.Strength#capped}.
 *
 * @param strength of a tie at the time of its latest row, at most
 * @param items of a user whose ties count, at most: those of the latest rows
 */
public record Caps(Optional<Double> strength, Optional<Integer> items) {
    /** Everything counts. */
    public static final Caps NONE = new Caps(Optional.empty(), Optional.empty());

    /** Whether everything counts; named so that JSON does not take it for a part. */
    public boolean areNone() {
        return equals(NONE);
    }
}
