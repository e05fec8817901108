package io.millrace.cdc.engine;

import io.millrace.contracts.change.TableId;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

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

    /**
     * The position that a reading of these tables as a whole begins at; the snapshot has to be taken after it. What comes
     * later, that reading may not see.
     *
     * @param streamed up to where the stream is acknowledged
     */
    public long beginReading(Collection<TableId> tables, LongSupplier streamed) {
        long from = streamed.getAsLong();
        // Not before: a telling between the two could be of a position that the reading reaches, and be ended by it.
        told.removeAll(tables);
        return from;
    }

    /** Whether readers have to be told that a reading failed for a row that is too large: once, because they ask again. */
    public boolean isRefusalNews(TableId table) {
        return !refused.contains(table);
    }

    /** Readers were told, beyond the end of the process, that a reading of the table failed for a row. */
    public void toldOfRefusal(TableId table) {
        refused.add(table);
    }
}
