package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote.Scope;

/**
 * A re-reading of a table whose rows are all in the log.
 *
 * @param from a commit of the stream at or before the earliest place at which a row of it was read
 * @param upTo the latest; before the stream has reached it, the rows are no state of the table
 * @param records at least so many belong to it
 */
public record Reload(String id, TableId table, Scope scope, Position from, Position upTo, long records) {
    /** Whether it speaks for all rows of the table. */
    public boolean isWhole() {
        return scope == Scope.TABLE;
    }

    /** Whether it says what the table is at this position. */
    public boolean countsAt(Position position) {
        return position.reaches(upTo);
    }
}
