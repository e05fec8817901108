package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How far the change log is complete, and which tables have changes that silver does not hold yet; thread-safe.
 *
 * <p>A table is complete up to the lowest progress over the partitions of its topic, the log up to the lowest over its
 * tables. Changes may be told to the ledger only when the log has committed them; progress without changes needs no
 * commit, since capture repeats it.
 */
public final class ProgressLedger {
    private static final Comparator<Progress> ORDER =
            Comparator.comparing(Progress::position).thenComparing(Progress::sourceTime);

    private final Map<TableId, Progress[]> partitions = new TreeMap<>();
    private final List<PendingChanges> pending = new ArrayList<>();

    /** A ledger of tables whose topics have that many partitions. */
    public ProgressLedger(Map<TableId, Integer> partitionCounts) {
        partitionCounts.forEach((table, count) -> partitions.put(table, new Progress[count]));
    }

    /** The tables whose changes the ledger follows. */
    public Set<TableId> tables() {
        return partitions.keySet();
    }

    /** Takes note of changes in the log. */
    public synchronized void changed(PendingChanges changes) {
        pending.add(changes);
    }

    /** Takes note of a progress record that a partition's part of the log holds. */
    public synchronized void reached(TableId table, int partition, Progress progress) {
        Progress[] known = partitions.get(table);
        if (known != null
                && partition < known.length
                && (known[partition] == null || ORDER.compare(progress, known[partition]) > 0)) {
            known[partition] = progress;
        }
    }

    /** Takes note of what a committed micro-batch brought. */
    synchronized void accept(TableId table, PartitionSummary summary) {
        if (summary.hasChanges()) {
            pending.add(summary.pending(table));
        }
        summary.reached()
                .ifPresent(position ->
                        reached(table, summary.partition(), new Progress(position, summary.progressTime())));
    }

    /** How far the log is complete for a table; nothing while a partition has no progress. */
    public synchronized Optional<Progress> of(TableId table) {
        return lowest(Collections.singleton(partitions.get(table)));
    }

    /** How far the log is complete for all of these tables. */
    public synchronized Optional<Progress> overall(Collection<TableId> tables) {
        return lowest(tables.stream().map(partitions::get).toList());
    }

    private static Optional<Progress> lowest(Collection<Progress[]> groups) {
        Progress lowest = null;
        for (Progress[] group : groups) {
            for (Progress progress : group) {
                if (progress == null) {
                    return Optional.empty();
                }
                lowest = lowest == null || ORDER.compare(progress, lowest) < 0 ? progress : lowest;
            }
        }
        return Optional.ofNullable(lowest);
    }

    /** At most so many changes of the table lie in the range. */
    public synchronized long changes(TableId table, Positions range) {
        return pending.stream()
                .filter(changes -> changes.mayBeIn(table, range))
                .mapToLong(PendingChanges::count)
                .sum();
    }

    /** Whether the keys and rows of the table's changes in the range are known to have at most so many characters. */
    public synchronized boolean haveAtMost(long size, TableId table, Positions range) {
        long left = size;
        for (PendingChanges changes : pending) {
            if (changes.mayBeIn(table, range)) {
                if (changes.size() > left) {
                    return false;
                }
                left -= changes.size();
            }
        }
        return true;
    }

    /** Whether a truncate of the table may lie in the range. */
    public synchronized boolean mayBeTruncated(TableId table, Positions range) {
        return pending.stream().anyMatch(changes -> changes.truncated() && changes.mayBeIn(table, range));
    }

    /** Forgets the changes of a table that silver holds now. */
    public synchronized void folded(TableId table, Position upTo) {
        pending.removeIf(
                changes -> changes.table().equals(table) && changes.last().compareTo(upTo) < 0);
    }
}
