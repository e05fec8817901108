package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which re-readings of tables the change log holds completely, and which tables are said to be unknown; thread-safe.
 *
 * <p>A re-reading is complete when its note stands in the log for every partition of its table.
 */
public final class ReloadLedger {
    private final Map<TableId, Integer> partitionCounts;
    private final Map<String, Map<Integer, TableNote>> ends = new TreeMap<>();
    private final Map<TableId, TableNote> stale = new HashMap<>();
    private final ChangeCodec codec = new ChangeCodec();

    /** A ledger of tables whose topics have that many partitions. */
    public ReloadLedger(Map<TableId, Integer> partitionCounts) {
        this.partitionCounts = Map.copyOf(partitionCounts);
    }

    /** Takes note of what a committed micro-batch brought. */
    void accept(PartitionSummary summary) {
        summary.notes().forEach(note -> accept(summary.partition(), note));
    }

    /** Takes note of a note that the log holds. */
    synchronized void accept(int partition, String json) {
        TableNote note = codec.decodeNote(json.getBytes(StandardCharsets.UTF_8));
        if (!partitionCounts.containsKey(note.table())) {
            return;
        }
        switch (note.kind()) {
            case RELOADED ->
                ends.computeIfAbsent(note.reload(), any -> new TreeMap<>()).put(partition, note);
            case STALE -> stale.merge(note.table(), note, ReloadLedger::later);
        }
    }

    private static TableNote later(TableNote left, TableNote right) {
        return upTo(right).reaches(upTo(left)) ? right : left;
    }

    /** The complete re-readings of a table, except these. */
    public synchronized List<Reload> complete(TableId table, Set<String> except) {
        return ends.entrySet().stream()
                .filter(end -> !except.contains(end.getKey()))
                .map(end -> end.getValue().values())
                .filter(notes -> notes.iterator().next().table().equals(table))
                .filter(notes -> notes.size() == partitionCounts.get(table))
                .map(ReloadLedger::reload)
                .toList();
    }

    private static Reload reload(Collection<TableNote> notes) {
        TableNote any = notes.iterator().next();
        return new Reload(
                any.reload(),
                any.table(),
                any.scope(),
                notes.stream()
                        .map(note -> new Position(note.incarnation(), note.from()))
                        .min(Position::compareTo)
                        .orElseThrow(),
                notes.stream().map(ReloadLedger::upTo).max(Position::compareTo).orElseThrow(),
                notes.stream().mapToLong(TableNote::rows).sum());
    }

    /** The ids of all re-readings that the log tells the end of. */
    public synchronized Set<String> known() {
        return Set.copyOf(ends.keySet());
    }

    /** For each table that was said to be unknown, the latest note that said so. */
    public synchronized Map<TableId, TableNote> stale() {
        return stale.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Position upTo(TableNote note) {
        return new Position(note.incarnation(), note.upTo());
    }
}
