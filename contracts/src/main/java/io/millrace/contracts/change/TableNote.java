package io.millrace.contracts.change;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * What capture says of a table beside its changes; it stands in every partition of the table's topic.
 *
 * @param reload the re-reading that a RELOADED note ends; null for other kinds
 * @param incarnation of both positions
 * @param from for RELOADED, the end of a commit of the stream at or before the earliest position at which a row of it was
 *     read; every change after it counts on top of the rows. For STALE, the same as {@code upTo}
 * @param upTo for RELOADED, the latest position at which a row of it was read: before the stream has reached it, the rows
 *     are no state of the table. For STALE, the position from which the table is not known
 * @param rows for RELOADED, at least so many records of it stand before the note in this partition; a re-reading that was
 *     resumed may have left more. 0 for other kinds
 * @param scope for RELOADED, what the re-reading speaks for; null for other kinds
 * @param reason for STALE, why, as a sentence for people; null for other kinds
 * @param at when it was said, in microseconds since the epoch
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
        long at) {

    /** The kinds of notes. */
    public enum Kind {
        /** A re-reading is complete. */
        RELOADED,
        /** The stream no longer tells what the table holds; a re-reading mends it. */
        STALE
    }

    /** What a re-reading speaks for. */
    public enum Scope {
        /** The whole table: a row that it does not contain, and that no later change brought, is gone. */
        TABLE,
        /** The keys of its records alone. */
        KEYS
    }
}
