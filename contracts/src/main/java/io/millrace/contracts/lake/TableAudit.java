package io.millrace.contracts.lake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import java.util.List;

/**
 * What an audit found of a table.
 *
 * @param position at which both sides were compared; null where they were not
 * @param reason what stands against an equality that no row shows; null where nothing does
 * @param buckets into so many groups of rows each side was summed up
 * @param differing rows that differ, as far as they were looked for
 * @param complete whether every row that differs is among the rows; if not, at least so many differ
 * @param rows those that differ
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TableAudit(
        TableId table,
        Outcome outcome,
        Position position,
        String reason,
        long sourceRows,
        long lakeRows,
        int buckets,
        long differing,
        boolean complete,
        List<RowDifference> rows,
        double seconds) {

    /** The answer. */
    public enum Outcome {
        EQUAL,
        DIFFERENT,
        /** The lake itself says that it may not equal the source. */
        STALE,
        /** It could not be compared; the reason says why. */
        UNKNOWN
    }

    public TableAudit {
        rows = List.copyOf(rows);
    }

    /** A table that could not be compared. */
    public static TableAudit not(Outcome outcome, TableId table, String reason) {
        return new TableAudit(table, outcome, null, reason, 0, 0, 0, 0, false, List.of(), 0);
    }

    public boolean equal() {
        return outcome == Outcome.EQUAL;
    }
}
