package io.millrace.streaming.row;

import io.millrace.contracts.change.Operation;
import java.util.List;

/**
 * What a record says of one key.
 *
 * @param reload number of the re-reading that it belongs to; 0 for the stream
 * @param cells one for each that the roles need; empty where it says that there is no row
 */
record RowEvent(Operation op, Stamp stamp, long reload, List<Cell> cells) {
    RowEvent {
        cells = List.copyOf(cells);
    }

    /** The row as this record alone tells it. */
    StoredRow alone() {
        return new StoredRow(stamp, op != Operation.DELETE, false, reload, cells);
    }
}
