package io.millrace.contracts.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Stands in the place of a {@link Change} whose record would be larger than a change topic takes: everything of it but
 * the row, which nothing after the source has. A STALE note of the table follows with the end of its transaction, unless
 * readers were told of an earlier one and the table was not read as a whole since: then what they were told stands for
 * this one too.
 *
 * @param bytes what the record would have taken at least
 * @param limit the most that a record may take
 */
public record OversizedChange(
        Operation op,
        TableId table,
        ObjectNode key,
        int incarnation,
        long lsn,
        long previousCommit,
        long transaction,
        long committedAt,
        long bytes,
        long limit) {

    /** What stands in the place of this change. */
    public static OversizedChange of(Change change, long bytes, long limit) {
        return new OversizedChange(
                change.op(),
                change.table(),
                change.key(),
                change.incarnation(),
                change.lsn(),
                change.previousCommit(),
                change.transaction(),
                change.committedAt(),
                bytes,
                limit);
    }

    /** Whether what it stands for is part of that position. */
    public boolean isPartOf(Position position) {
        return incarnation < position.incarnation()
                || incarnation == position.incarnation() && Long.compareUnsigned(previousCommit, position.lsn()) < 0;
    }

    /** What is wrong, and what mends it. */
    public String sentence() {
        return String.format(
                Locale.ROOT,
                "The row %s, written at %s, takes %,d bytes or more, and a record may take %,d, so its values are in the source"
                        + " alone: raise cdc.max-record-bytes or make the row smaller, then 'millrace resync %s'",
                key,
                Position.lsnText(lsn),
                bytes,
                limit,
                table);
    }
}
