package io.millrace.cdc.engine;

import io.millrace.contracts.change.TableId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Of which tables readers were told that a row is too large for them; thread-safe.
 *
 * <p>Each telling has a table read again. Of a row that is written every second nobody is told every second: what is
 * written between a telling and the next reading is seen by that reading, which fails for it or finds it small.
 */
public final class OversizedTables {
    private final Set<TableId> told = ConcurrentHashMap.newKeySet();
    private final Set<TableId> refused = ConcurrentHashMap.newKeySet();

    /** Whether readers have to be told of a change that was too large. */
    boolean isNews(TableId table) {
        return told.add(table);
    }

    /** The table is read as a whole from here on: what comes later, that reading may not see. */
    public void isReadAgain(TableId table) {
        told.remove(table);
    }

    /** Whether readers have to be told that a reading failed for a row that is too large: once, because they ask again. */
    public boolean isFirstRefusal(TableId table) {
        return refused.add(table);
    }
}
