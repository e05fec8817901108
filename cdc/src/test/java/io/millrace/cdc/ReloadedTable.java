package io.millrace.cdc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableNote;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/** Folds a reload of a whole table as its readers do: its rows, and on top of them what the stream says from then on. */
record ReloadedTable(PublishedChanges published, String table, String reload) {

    /** The note that ends it, the same in every partition but for the count. */
    TableNote note() {
        List<TableNote> notes = published.notes(table).values().stream()
                .flatMap(List::stream)
                .filter(note -> reload.equals(note.reload()))
                .toList();
        assertThat(notes).as("notes of " + reload).isNotEmpty();
        assertThat(notes)
                .extracting(TableNote::from, TableNote::upTo, TableNote::scope)
                .containsOnly(org.assertj.core.groups.Tuple.tuple(
                        notes.get(0).from(), notes.get(0).upTo(), notes.get(0).scope()));
        return notes.get(0);
    }

    List<Change> rows() {
        return published.changes(table).stream()
                .filter(change -> reload.equals(change.reload()))
                .toList();
    }

    /** The table's rows by key at that position, which has to be at or after the end of the reload. */
    Map<String, ObjectNode> at(Position position) {
        TableNote note = note();
        var from = new Position(note.incarnation(), note.from());
        assertThat(position.reaches(new Position(note.incarnation(), note.upTo())))
                .isTrue();
        Map<String, ObjectNode> rows = new TreeMap<>();
        rows().stream()
                .filter(change -> change.op() == Operation.READ)
                .forEach(change -> rows.put(change.key().toString(), change.after()));
        published.changes(table).stream()
                .filter(change -> change.reload() == null && change.op() != Operation.READ)
                .filter(change -> !change.isPartOf(from) && change.isPartOf(position))
                .sorted(Comparator.comparingLong(Change::lsn))
                .forEach(change -> apply(rows, change));
        return rows;
    }

    private static void apply(Map<String, ObjectNode> rows, Change change) {
        if (change.op() == Operation.TRUNCATE) {
            rows.clear();
        } else if (change.op() == Operation.DELETE) {
            rows.remove(change.key().toString());
        } else {
            rows.put(change.key().toString(), change.after());
        }
    }
}
