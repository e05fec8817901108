package io.millrace.lakehouse.silver;

import java.util.List;

/** What a row's changes come to. */
public sealed interface RowOutcome {
    /** The row is this; {@link RowChange#ABSENT} values stay as the lake has them. */
    record Present(List<Object> values) implements RowOutcome {
        /** Whether the row must already be in the lake for its values to be known. */
        boolean needsTarget() {
            return values.contains(RowChange.ABSENT);
        }
    }

    /**
     * The row is gone or one of two, and only the source can tell; this is the one that is more likely.
     *
     * @param onlyOverRow whether it is gone for sure if the lake has no row of the key
     */
    record Doubtful(List<Object> values, boolean onlyOverRow) implements RowOutcome {}

    /** The row is gone. */
    record Gone() implements RowOutcome {}

    /** Nothing that still counts happened to the row. */
    record Unchanged() implements RowOutcome {}

    /** The row exists, but a value of it was never sent; only the source can tell. */
    record Unknown() implements RowOutcome {}
}
