package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;

/** That by which a measure is divided: the text of a column, as it is now. */
public sealed interface Dimension {

    /** A column of the row or of its parent. */
    record Own(ColumnRef column) implements Dimension {}

    /**
     * A column of the row of another table. A row for which that one is missing counts under no value.
     *
     * @param by column of the row or its parent, or field of the event, with the other row's key, which has one column
     */
    record Looked(TableId table, ColumnRef by, String column) implements Dimension {}
}
