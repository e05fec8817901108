package io.millrace.cdc.engine;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    /** What readers were not told because they knew of the table already, the latest of each table. */
    private final Map<TableId, TableNote> passedOver = new HashMap<>();

    /** Whether readers have to be told of this, which says that a change was too large. */
    synchronized boolean isNews(TableNote note) {
        boolean isNews = told.add(note.table());
        if (!isNews) {
            passedOver.put(note.table(), note);
        }
        return isNews;
    }

    /**
     * The beginning of a reading.
     *
     * @param from the position that it begins at; the snapshot has to be taken after it
     * @param untold what readers have to be told now: they were not when it came, and the reading does not end it
     */
    public record Beginning(long from, List<TableNote> untold) {
        public Beginning {
            untold = List.copyOf(untold);
        }
    }

    /**
     * Begins a reading of these tables as a whole. What comes after its position, it may not see.
     *
     * @param streamed up to where the stream is acknowledged
     */
    public synchronized Beginning beginReading(Collection<TableId> tables, LongSupplier streamed) {
        long from = streamed.getAsLong();
        // Not before: a telling between the two could be of a position that the reading reaches, and be ended by it.
        told.removeAll(tables);
        List<TableNote> untold = new ArrayList<>();
        for (TableId table : tables) {
            TableNote note = passedOver.remove(table);
            // One whose end was read but is not acknowledged yet: nobody else would tell of it any more.
            if (note != null && Long.compareUnsigned(note.upTo(), from) > 0) {
                untold.add(note);
            }
        }
        return new Beginning(from, untold);
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
