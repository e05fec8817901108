package io.millrace.contracts.change;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What capture says of a table beside its changes; it stands in every partition of the table's topic.
 *
 * @param reload the re-reading that a RELOADED note ends; null for other kinds
 * @param incarnation of both positions
 * @param from for RELOADED, the end of a commit of the stream at or before the earliest position at which a row of it was
 *     read; every change after it counts on top of the rows. For STALE and GONE, the position from which the table is not
 *     known. For SHAPED, a position after which the schema is that of the table
 * @param upTo for RELOADED, the latest position at which a row of it was read: before the stream has reached it, the rows
 *     are no state of the table. For STALE and GONE, only a re-reading that began there or later tells what the table
 *     holds. For SHAPED, the same as {@code from}
 * @param rows for RELOADED, at least so many records of it stand before the note in this partition; a re-reading that was
 *     resumed may have left more. 0 for other kinds
 * @param scope for RELOADED, what the re-reading speaks for; null for other kinds
 * @param reason for STALE and GONE, why, as a sentence for people; null for other kinds
 * @param at when it was said, in microseconds since the epoch
 * @param schema for SHAPED, the id of the schema; null for other kinds
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TableNote(
        Kind kind,
        TableId table,
        String reload,
        int incarnation,
        long from,
        long upTo,
        long rows,
        Scope scope,
        String reason,
        long at,
        String schema) {

    /** A note that names no schema. */
    public TableNote(
            Kind kind,
            TableId table,
            String reload,
            int incarnation,
            long from,
            long upTo,
            long rows,
            Scope scope,
            String reason,
            long at) {
        this(kind, table, reload, incarnation, from, upTo, rows, scope, reason, at, null);
    }

    /** The kinds of notes. */
    public enum Kind {
        /** A re-reading is complete. */
        RELOADED,
        /** The stream no longer tells what the table holds; a re-reading mends it. */
        STALE,
        /** The source has no such table any more; if it has one again, a STALE note says so. */
        GONE,
        /** The table has these columns from here on, whether or not a change follows. */
        SHAPED
    }

    /** What a re-reading speaks for. */
    public enum Scope {
        /** The whole table: a row that it does not contain, and that no later change brought, is gone. */
        TABLE,
        /** The keys of its records alone. */
        KEYS
    }
}
