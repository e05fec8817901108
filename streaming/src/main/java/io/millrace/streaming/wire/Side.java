package io.millrace.streaming.wire;

import java.util.Optional;

/**
 * What a row gives to an interaction: all of it, or the part of a child or of its parent.
 *
 * @param user nothing where the other row has it; the same holds for the rest
 * @param micros time of the interaction since the epoch
 * @param weight what the interaction counts at its own time; above zero
 */
public record Side(Optional<String> user, Optional<String> item, Optional<Long> micros, Optional<Double> weight) {
    /** This side with what the other one has and this one has not. */
    public Side with(Side other) {
        return new Side(user.or(other::user), item.or(other::item), micros.or(other::micros), weight.or(other::weight));
    }
}
