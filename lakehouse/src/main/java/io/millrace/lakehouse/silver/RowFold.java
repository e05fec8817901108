package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
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
     * @param onTarget whether what the lake holds of the row is still part of it
     */
    public static RowOutcome fold(List<RowChange> changes, Optional<Truncation> truncation, boolean onTarget) {
        Optional<RowChange> read =
                changes.stream().filter(change -> change.op() == Operation.READ).max(RowChange.ORDER);
        List<RowChange> counting = withoutTruncated(changes, truncation);
        List<RowChange> ordered = counting.stream()
                .filter(change -> change.op() != Operation.READ)
                .filter(change -> read.isEmpty() || change.isAfter(read.get()))
                .sorted(RowChange.ORDER.thenComparing(RowChange::op, Comparator.reverseOrder()))
                .toList();
        var state = new RowState(onTarget);
        read.ifPresent(row -> state.replace(counting.contains(row) ? row : row.withoutRow()));
        RowChange before = null;
        for (RowChange change : ordered) {
            // What arrives twice has happened once.
            if (before == null || !change.isSameAs(before)) {
                state.apply(change);
            }
            before = change;
        }
        return state.outcome();
    }

    private static List<RowChange> withoutTruncated(List<RowChange> changes, Optional<Truncation> truncation) {
        if (truncation.isEmpty()) {
            return changes;
        }
        return changes.stream().filter(change -> !truncation.get().ends(change)).toList();
    }
}
