package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/**
 * What a micro-batch brought from one topic partition; made by tasks and read by the driver.
 *
 * @param table source table of the changes, or what stands in its place for events
 * @param changes how many, rows of reloads and events among them
 * @param size characters of the keys and rows of the changes that the stream brought
 * @param reloaded characters of the keys and rows of reloads
 * @param first lowest position before a change's transaction; null without changes
 * @param last highest position before a change's transaction; null without changes
 * @param progress highest progress; null without one
 * @param progressMicros the source's time at that progress
 * @param unreadable records that could not be decoded
 * @param firstUnreadable offset of the first of them; of no meaning without one
 * @param notes what capture said of the table, as JSON
 */
public record PartitionSummary(
        String topic,
        int partition,
        long lastOffset,
        String table,
        long changes,
        long size,
        long reloaded,
        boolean truncated,
        String first,
        String last,
        String progress,
        long progressMicros,
        long unreadable,
        long firstUnreadable,
        ArrayList<String> notes)
        implements Serializable {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    /** Whether the change log must hold more of it than the mark. */
    boolean leavesRows() {
        return changes > 0 || unreadable > 0 || !notes.isEmpty();
    }

    /** Whether the stream changed the table. */
    boolean hasChanges() {
        return first != null;
    }

    /** The changes, as silver will look for them. */
    PendingChanges pending(TableId table) {
        return new PendingChanges(table, changes, size, Position.parse(first), Position.parse(last), truncated);
    }

    /** The highest progress. */
    public Optional<Position> reached() {
        return Optional.ofNullable(progress).map(Position::parse);
    }

    /** The source's time at the progress. */
    public Instant progressTime() {
        return instant(progressMicros);
    }

    /** The moment that many microseconds after the epoch. */
    static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
    }

    /** The microseconds after the epoch of a moment. */
    static long micros(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), MICROS_PER_SECOND), instant.getNano() / NANOS_PER_MICRO);
    }
}
