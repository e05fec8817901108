package io.millrace.contracts.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One committed change of one row, or of a whole table, as it travels on a change topic.
 *
 * <p>A column that the source did not send because it is stored out of line and did not change (TOAST) is absent from
 * the images; a column that is NULL is present with a JSON null. Values have the canonical form of their
 * {@link ColumnType}.
 *
 * @param key the primary key's columns; null for a truncate
 * @param incarnation the life of the source cluster, see {@link Position}
 * @param lsn the change's own log sequence number: the order of changes of one key. Snapshot rows have the snapshot's
 * @param previousCommit the last commit before this change's transaction in the stream. The transaction is part of a
 *     position P of the same incarnation exactly if {@code previousCommit < P.lsn}. Snapshot rows have one less than
 *     the snapshot's position
 * @param transaction Postgres' transaction id; 0 for snapshot rows
 * @param committedAt when the source says it committed, in microseconds since the epoch
 * @param schema the id of the {@link TableSchema} that the images follow; null for a truncate
 * @param before the old row as far as the replica identity gives it; null for c, r and t
 * @param after the new row; null for d and t
 * @param reload the re-reading of the table that the record belongs to; null for what the stream itself says. With it, r
 *     is a row as it was at the position {@code lsn}, and d a key that had no row there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
        Operation op,
        TableId table,
        ObjectNode key,
        int incarnation,
        long lsn,
        long previousCommit,
        long transaction,
        long committedAt,
        String schema,
        ObjectNode before,
        ObjectNode after,
        String reload) {

    /** A change that the stream itself says. */
    public Change(
            Operation op,
            TableId table,
            ObjectNode key,
            int incarnation,
            long lsn,
            long previousCommit,
            long transaction,
            long committedAt,
            String schema,
            ObjectNode before,
            ObjectNode after) {
        this(op, table, key, incarnation, lsn, previousCommit, transaction, committedAt, schema, before, after, null);
    }

    /** Whether this change is part of that position. */
    public boolean isPartOf(Position position) {
        return incarnation < position.incarnation()
                || incarnation == position.incarnation() && Long.compareUnsigned(previousCommit, position.lsn()) < 0;
    }
}
