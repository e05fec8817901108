package io.millrace.streaming.figure;

import io.millrace.contracts.change.TableId;

/**
 * A table in which a dimension is looked up.
 *
 * @param by what those who look call the key; {@link #OWN_KEY} where they are events, whose fields have names of their own
 * @param column with the dimension
 */
public record Lookup(int number, TableId table, String by, String column) {
    /** The key of the table in which it is looked up, which has one column. */
    public static final String OWN_KEY = "";
}
