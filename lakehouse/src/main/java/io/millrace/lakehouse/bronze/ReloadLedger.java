package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableSchema;
import io.millrace.lakehouse.schema.SchemaCatalog;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which re-readings of tables the change log holds completely, which tables are said to be unknown, and what columns each
 * is said to have from where on; thread-safe.
 *
 * <p>A re-reading is complete when its note stands in the log for every partition of its table.
 */
public final class ReloadLedger {
    private static final Comparator<TableNote> IN_ORDER =
            Comparator.comparing(ReloadLedger::upTo).thenComparing(TableNote::at);

    private final Map<TableId, Integer> partitionCounts;
    private final Map<String, Map<Integer, TableNote>> ends = new TreeMap<>();
    private final Map<TableId, Set<TableNote>> stale = new HashMap<>();
    private final Map<TableId, TreeSet<TableNote>> shapes = new HashMap<>();
    /** Characters of the rows of reloads that were read since the start. */
    private final Map<TableId, Long> sizes = new HashMap<>();

    private final ChangeCodec codec = new ChangeCodec();
    private boolean hasEarlier;

    /** A ledger of tables whose topics have that many partitions. */
    public ReloadLedger(Map<TableId, Integer> partitionCounts) {
        this.partitionCounts = Map.copyOf(partitionCounts);
    }

    /** Takes note of what a committed micro-batch brought. */
    synchronized void accept(PartitionSummary summary) {
        if (summary.reloaded() > 0) {
            sizes.merge(TableId.parse(summary.table()), summary.reloaded(), Long::sum);
        }
        summary.notes().forEach(note -> accept(summary.partition(), note));
    }

    /** Takes note that the log has rows of an earlier run, whose sizes nobody counted. */
    synchronized void restored() {
        hasEarlier = true;
    }

    /** Characters of the rows of all reloads of a table together; nothing where nobody counted all of them. */
    public synchronized OptionalLong size(TableId table) {
        return hasEarlier ? OptionalLong.empty() : OptionalLong.of(sizes.getOrDefault(table, 0L));
    }

    /** Whether the rows of all reloads of a table together are known to have at most so many characters. */
    public boolean haveAtMost(long size, TableId table) {
        OptionalLong known = size(table);
        return known.isPresent() && known.getAsLong() <= size;
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
            case STALE, GONE ->
                stale.computeIfAbsent(note.table(), any -> new HashSet<>()).add(note);
            case SHAPED ->
                shapes.computeIfAbsent(note.table(), any -> new TreeSet<>(IN_ORDER))
                        .add(note);
        }
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

    /** For each table that is said to be unknown at a position or before it, the latest note that says so. */
    public synchronized Map<TableId, TableNote> stale(Position at) {
        Map<TableId, TableNote> latest = new HashMap<>();
        stale.forEach((table, notes) -> notes.stream()
                .filter(note -> at.reaches(new Position(note.incarnation(), note.from())))
                .max(IN_ORDER)
                .ifPresent(note -> latest.put(table, note)));
        return latest;
    }

    /** The id of the schema that a table has at a position; nothing if capture has not said so. */
    private synchronized Optional<String> schema(TableId table, Position at) {
        return shapes.getOrDefault(table, new TreeSet<>(IN_ORDER)).descendingSet().stream()
                .filter(note -> at.compareTo(upTo(note)) > 0)
                .findFirst()
                .map(TableNote::schema);
    }

    /** The columns that a table has at a position; the last that were published if capture has not said which. */
    public Optional<TableSchema> columns(TableId table, Position at, SchemaCatalog catalog) {
        return schema(table, at).flatMap(catalog::find).or(() -> catalog.latest(table));
    }

    /** Whether the columns that were published last were told at a position or before it, or none ever were. */
    public synchronized boolean hasTold(TableId table, Position at, SchemaCatalog catalog) {
        Set<TableNote> told = shapes.getOrDefault(table, new TreeSet<>(IN_ORDER));
        Optional<String> latest = catalog.latest(table).map(TableSchema::id);
        return told.isEmpty()
                || told.stream()
                        .anyMatch(note -> at.compareTo(upTo(note)) > 0
                                && latest.filter(note.schema()::equals).isPresent());
    }

    private static Position upTo(TableNote note) {
        return new Position(note.incarnation(), note.upTo());
    }
}
