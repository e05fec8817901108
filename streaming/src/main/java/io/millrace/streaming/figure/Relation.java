package io.millrace.streaming.figure;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.InteractionKind.Through;
import io.millrace.contracts.pipeline.RowSource;
import io.millrace.streaming.wire.Outbox;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a table, pairs of a row and its parent, or events of a type, with all figures that are made of them.
 *
 * @param own what is needed of a row
 * @param parent what is needed of its parent
 * @param looks what is looked up, in the order of the values in a whole row
 */
public record Relation(
        int number,
        RowSource of,
        Optional<Through> through,
        List<Field> own,
        List<Field> parent,
        List<Look> looks,
        List<Teller> tellers) {
    public Relation {
        own = List.copyOf(own);
        parent = List.copyOf(parent);
        looks = List.copyOf(looks);
        tellers = List.copyOf(tellers);
    }

    /**
     * One value that is looked up.
     *
     * @param lookup the number of the lookup
     * @param key where the row says whose value it is
     */
    public record Look(int lookup, Place key) {}

    /** Whether a row alone does not tell all. */
    public boolean isJoined() {
        return through.isPresent() || !looks.isEmpty();
    }

    /**
     * Tells of the step from one state of a row to another.
     *
     * @param row the row's name
     * @param at the earliest position that has the later state
     */
    public void tell(String row, Optional<WholeRow> before, Optional<WholeRow> after, Position at, Outbox outbox) {
        if (!before.equals(after)) {
            tellers.forEach(teller -> teller.tell(new Step(row, before, after, at), outbox));
        }
    }

    /** A step of a row from one state to another. */
    record Step(String row, Optional<WholeRow> before, Optional<WholeRow> after, Position at) {}

    /** Knows what a step means to one figure. */
    interface Teller {
        void tell(Step step, Outbox outbox);
    }
}
