package io.millrace.streaming.user;

import io.millrace.contracts.change.Position;
import io.millrace.streaming.wire.Contribution;
import java.util.Optional;

/**
 * A tie of a user to an item, as the shelf has it.
 *
 * @param kind the number of its kind
 * @param row the key of its row, with that of the parent where it has one
 * @param at of the change that made it so; nothing where an earlier version put it there
 */
record KnownTie(int kind, String row, Contribution contribution, Optional<Position> at) {
    /** The same tie, which counts as made at this position at least. */
    KnownTie notBefore(Position first) {
        return new KnownTie(kind, row, contribution, at.map(own -> own.reaches(first) ? own : first));
    }
}
