package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A kind of interaction: each row of a table that meets the conditions is one.
 *
 * @param name such as {@code purchase}
 * @param through the parent table that has what the row itself has not
 * @param user column with the user's id
 * @param item column with the item's id
 * @param at column with the time of the interaction
 * @param weight what one row counts
 * @param only per column the values, as text, of which it must have one
 */
public record InteractionKind(
        String name,
        TableId table,
        Optional<Through> through,
        ColumnRef user,
        ColumnRef item,
        ColumnRef at,
        Weight weight,
        Map<ColumnRef, List<String>> only) {
    public InteractionKind {
        var ordered = new TreeMap<ColumnRef, List<String>>(
                java.util.Comparator.comparing(ColumnRef::parent).thenComparing(ColumnRef::column));
        only.forEach((column, values) -> ordered.put(column, List.copyOf(values)));
        only = java.util.Collections.unmodifiableMap(ordered);
    }

    /**
     * The way to the parent row.
     *
     * @param by the column of the row that holds the parent's key; the parent's key has one column
     */
    public record Through(TableId table, String by) {}

    /**
     * What one row counts before age is considered; see {@link io.millrace.contracts.interaction.Strength}.
     *
     * @param column a numeric column, or none where each row counts the factor alone
     * @param scale how the column's value counts
     */
    public record Weight(Optional<ColumnRef> column, Scale scale, double factor) {
        /** A row counts one. */
        public static final Weight ONE = new Weight(Optional.empty(), Scale.LINEAR, 1);
    }

    /** How a number counts. */
    public enum Scale {
        LINEAR,
        /** The natural logarithm of one plus the number, so that a thousand pieces are not a thousand purchases. */
        LOG
    }
}
