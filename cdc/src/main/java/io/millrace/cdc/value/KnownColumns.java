package io.millrace.cdc.value;

import java.util.Map;

/**
 * What only the catalog knows of a table's columns.
 *
 * @param relation the table's number; 0 where it is not known
 * @param byName the columns that are known
 */
public record KnownColumns(long relation, Map<String, Known> byName) {
    /** Where the catalog is not known. */
    public static final KnownColumns NONE = new KnownColumns(0, Map.of());

    /**
     * A column.
     *
     * @param missing the text, in the form that {@link CanonicalValue} reads, of its value in rows that were written before
     *     it was there; null where they have none
     */
    public record Known(int number, String missing) {}

    public KnownColumns {
        byName = Map.copyOf(byName);
    }
}
