package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Gives the state that the source's row has after its changes: whatever their order of arrival, however often each
 * arrived, and wherever a prefix of them was already folded.
 */
public final class RowFold {
    private RowFold() {}

    /**
     * Folds the changes of one row.
     *
     * @param changes in any order, with any repetitions
     * @param truncation the latest one of the table among the changes that are folded
     */
    public static RowOutcome fold(List<RowChange> changes, Optional<Truncation> truncation) {
        List<RowChange> counting = withoutTruncated(changes, truncation);
        Optional<RowChange> read = counting.stream()
                .filter(change -> change.op() == Operation.READ)
                .max(RowChange.ORDER);
        List<RowChange> ordered = counting.stream()
                .filter(change -> change.op() != Operation.READ)
                .filter(change -> read.isEmpty()
                        || change.isAfter(read.get().incarnation(), read.get().lsn()))
                .sorted(RowChange.ORDER.thenComparing(RowChange::op, Comparator.reverseOrder()))
                .toList();
        var state = new State(truncation.isPresent());
        read.ifPresent(state::replace);
        ordered.forEach(state::apply);
        return state.outcome();
    }

    private static List<RowChange> withoutTruncated(List<RowChange> changes, Optional<Truncation> truncation) {
        if (truncation.isEmpty()) {
            return changes;
        }
        Truncation point = truncation.get();
        return changes.stream()
                .filter(change -> change.isAfter(point.incarnation(), point.lsn()))
                .toList();
    }

    /** The row while its changes are applied in order. */
    private static final class State {
        private boolean touched;
        /** Whether what the lake holds of this row is still part of it. */
        private boolean onTarget;
        /** Null while the row is gone. */
        private List<Object> values;

        State(boolean truncated) {
            this.onTarget = !truncated;
        }

        void apply(RowChange change) {
            switch (change.op()) {
                case CREATE, READ -> replace(change);
                case UPDATE -> overlay(change);
                case DELETE -> remove();
                case TRUNCATE -> throw new IllegalArgumentException("A truncate is not a change of one row");
            }
        }

        void replace(RowChange change) {
            touched = true;
            onTarget = false;
            values = change.values();
        }

        private void remove() {
            touched = true;
            onTarget = false;
            values = null;
        }

        private void overlay(RowChange change) {
            touched = true;
            List<Object> below =
                    values == null ? Collections.nCopies(change.values().size(), RowChange.ABSENT) : values;
            List<Object> merged = new ArrayList<>(change.values());
            for (int column = 0; column < merged.size(); column++) {
                if (merged.get(column) == RowChange.ABSENT) {
                    merged.set(column, below.get(column));
                }
            }
            values = merged;
        }

        RowOutcome outcome() {
            if (!touched) {
                return new RowOutcome.Unchanged();
            }
            if (values == null) {
                return new RowOutcome.Gone();
            }
            var present = new RowOutcome.Present(values);
            return present.needsTarget() && !onTarget ? new RowOutcome.Unknown() : present;
        }
    }
}
