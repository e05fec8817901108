package io.millrace.lakehouse.silver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A row while its changes are applied in order.
 *
 * <p>A key can have two rows within a transaction, if its uniqueness is checked at the end: two keys that are swapped. Then
 * a row is created where one was, and the delete that follows does not say which of the two it ends.
 */
final class RowState {
    private boolean touched;
    /** Whether what the lake holds of this row is still part of it. */
    private boolean onTarget;
    /** Null while the row is gone. */
    private List<Object> values;
    /** The change that created a row where one was, or where the lake may have one. */
    private RowChange second;

    private boolean secondIsSure;
    private Doubt doubt = Doubt.NONE;
    private RowChange doubtful;

    private enum Doubt {
        NONE,
        /** If the lake has a row of the key, one of two is left; else none. */
        IF_IN_LAKE,
        /** One of two rows is left. */
        SURE
    }

    RowState(boolean onTarget) {
        this.onTarget = onTarget;
    }

    void apply(RowChange change) {
        switch (change.op()) {
            case CREATE -> create(change);
            case READ -> replace(change);
            case UPDATE -> update(change);
            case DELETE -> delete(change);
            case TRUNCATE -> throw new IllegalArgumentException("A truncate is not a change of one row");
        }
    }

    void replace(RowChange change) {
        touched = true;
        onTarget = false;
        values = change.values().isEmpty() ? null : change.values();
        second = null;
        doubt = Doubt.NONE;
    }

    private void create(RowChange change) {
        boolean isSure = values != null && doubt != Doubt.IF_IN_LAKE;
        boolean mayBeInLake = doubt == Doubt.IF_IN_LAKE || !touched && onTarget;
        replace(change);
        second = isSure || mayBeInLake ? change : null;
        secondIsSure = isSure;
    }

    private void delete(RowChange change) {
        if (second != null && second.isOfSameTransaction(change)) {
            doubt = secondIsSure ? Doubt.SURE : Doubt.IF_IN_LAKE;
            doubtful = second;
            second = null;
            return;
        }
        touched = true;
        onTarget = false;
        values = null;
        second = null;
        doubt = Doubt.NONE;
    }

    private void update(RowChange change) {
        touched = true;
        List<Object> below =
                values == null ? Collections.nCopies(change.values().size(), RowChange.ABSENT) : values;
        List<Object> merged = new ArrayList<>(change.values());
        for (int column = 0; column < merged.size(); column++) {
            if (merged.get(column) == RowChange.ABSENT) {
                merged.set(column, below.get(column));
            }
        }
        if (doubt != Doubt.NONE) {
            boolean isWhole = !change.values().contains(RowChange.ABSENT);
            doubt = isWhole && !doubtful.isOfSameTransaction(change) ? Doubt.NONE : Doubt.SURE;
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
        if (doubt != Doubt.NONE) {
            return present.needsTarget()
                    ? new RowOutcome.Unknown()
                    : new RowOutcome.Doubtful(values, doubt == Doubt.IF_IN_LAKE);
        }
        return present.needsTarget() && !onTarget ? new RowOutcome.Unknown() : present;
    }
}
