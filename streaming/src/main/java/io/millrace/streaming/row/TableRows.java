package io.millrace.streaming.row;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.process.Json;
import io.millrace.streaming.wire.Outbox;
import io.millrace.streaming.wire.Shelf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The rows of one table in one partition: the state that the source's rows have after what the partition said so far, in
 * whatever order and however often it was said.
 */
final class TableRows {
    private static final int MOST_COMMITS = 10_000;

    private final TableRoles roles;
    private final RowShelf shelf;
    private final Schemas schemas;
    private final Outbox outbox;
    /** Ends of transactions that stood in the stream, of which a reading saw those that are not after it. */
    private final NavigableSet<Position> commits = new TreeSet<>();

    private TableStanding standing;

    TableRows(TableRoles roles, Shelf shelf, Schemas schemas, Outbox outbox) {
        this.roles = roles;
        this.shelf = new RowShelf(shelf, roles.number());
        this.schemas = schemas;
        this.outbox = outbox;
        this.standing = this.shelf.standing();
        commits.add(standing.complete());
    }

    TableStanding standing() {
        return standing;
    }

    private void stand(TableStanding now) {
        if (!now.equals(standing)) {
            standing = now;
            shelf.put(now);
        }
    }

    void reached(Progress progress) {
        stand(standing.reached(progress));
        commits.add(standing.complete());
        if (commits.size() > MOST_COMMITS) {
            commits.pollFirst();
        }
    }

    /**
     * What the table holds is not known from here on. Rows of a reading that is under way may be among what is missing, so
     * it takes one that begins behind it.
     */
    void lost(String reason) {
        stand(standing.unknown(TableStanding.Unknown.beforeNextProgress(reason)));
    }

    /** Whether all of the stream up to there stands before, so that this is here again. */
    boolean isRepeated(OversizedChange change) {
        return change.isPartOf(standing.complete());
    }

    /** A change of the table is not here, and where it is missing is known. */
    void oversized(OversizedChange change) {
        Position missing = new Position(change.incarnation(), change.lsn()).next();
        Position next = standing.next();
        Position until = missing.reaches(next) ? missing : next;
        stand(standing.unknown(new TableStanding.Unknown(change.sentence(), Position.START, until)));
    }

    void change(Change change) {
        if (change.reload() == null && change.isPartOf(standing.complete())) {
            // All of the stream up to there stands before: this one is here again.
            return;
        }
        if (change.op() == Operation.TRUNCATE) {
            truncate(Stamp.of(change));
            return;
        }
        Optional<TableSchema> schema =
                change.op() == Operation.DELETE ? Optional.empty() : schemas.find(change.schema());
        if (schema.isEmpty() && change.op() != Operation.DELETE) {
            lost("a change names the schema %s, which nobody published".formatted(change.schema()));
            return;
        }
        Stamp stamp = Stamp.of(change);
        List<Cell> cells =
                schema.map(known -> roles.cells(known, change.after(), stamp)).orElse(List.of());
        var event = new RowEvent(change.op(), stamp, number(change.reload()), cells);
        if (event.reload() == 0) {
            changed(key(change), event);
        } else {
            read(key(change), event);
        }
    }

    private static String key(Change change) {
        return Json.mapper().valueToTree(change.key()).toString();
    }

    /** What is known of a key; after a truncate that is at least that it had no row then. */
    private Optional<StoredRow> known(String key) {
        return shelf.row(key).or(() -> standing.truncated().map(truncate -> StoredRow.gone(truncate, 0)));
    }

    private void changed(String key, RowEvent change) {
        Optional<StoredRow> before = known(key);
        StoredRow after = RowMerge.change(before, change);
        before.filter(row -> row.stamp().isRead() && RowMerge.isOpen(after, row.stamp(), Position.START))
                .ifPresent(row -> shelf.putOpen(key, row));
        step(key, before, after, change.stamp().position());
    }

    private void read(String key, RowEvent read) {
        Optional<StoredRow> before = known(key);
        Position saw = saw(read.stamp());
        StoredRow after = RowMerge.read(before, read, saw);
        if (before.filter(row -> RowMerge.isOpen(row, read.stamp(), saw)).isPresent()) {
            shelf.putOpen(key, read.alone());
        }
        step(key, before, after, read.stamp().position());
        stand(standing.ahead(read.stamp().position()));
    }

    /** A commit that a reading is known to have seen, as far as the partition tells. */
    private Position saw(Stamp read) {
        Position last = commits.floor(read.position());
        return last == null ? Position.START : last;
    }

    private void step(String key, Optional<StoredRow> before, StoredRow after, Position at) {
        if (before.filter(after::equals).isPresent()) {
            return;
        }
        shelf.put(key, after);
        tell(key, before, Optional.of(after), at);
    }

    private void tell(String key, Optional<StoredRow> before, Optional<StoredRow> after, Position at) {
        long lacking = standing.lacking() + lacking(after) - lacking(before);
        stand(standing.lacking(lacking));
        // What comes after a progress record is later than it for those who remember up to where they have written.
        Position next = standing.next();
        roles.tell(key, before, after, at.reaches(next) ? at : next, outbox);
    }

    private static long lacking(Optional<StoredRow> row) {
        return row.filter(StoredRow::lacksValues).isPresent() ? 1 : 0;
    }

    private void truncate(Stamp truncate) {
        if (standing.truncated().filter(before -> !truncate.isLaterThan(before)).isPresent()) {
            return;
        }
        shelf.eachRow((key, row) -> {
            boolean isEnded = row.stamp().isRead()
                    ? truncate.incarnation() >= row.stamp().incarnation()
                    : truncate.isLaterThan(row.stamp());
            if (isEnded) {
                if (row.stamp().isRead() && !truncate.isSurelyAfter(row.stamp())) {
                    shelf.putOpen(key, row);
                }
                shelf.remove(key);
                tell(key, Optional.of(row), Optional.empty(), truncate.position());
            }
        });
        stand(standing.truncated(truncate));
    }

    /** Takes note of what capture says of the table. */
    void note(TableNote note) {
        var from = new Position(note.incarnation(), note.from());
        var upTo = new Position(note.incarnation(), note.upTo());
        switch (note.kind()) {
            case STALE, GONE -> stand(standing.unknown(new TableStanding.Unknown(note.reason(), from, upTo)));
            case RELOADED -> reloaded(number(note.reload()), note.scope(), from, upTo);
            case SHAPED -> {
                // A schema that rows have comes with the rows.
            }
        }
    }

    private void reloaded(long reload, TableNote.Scope scope, Position from, Position upTo) {
        shelf.takeOpen(reload, (key, read) -> {
            Optional<StoredRow> before = known(key);
            var event =
                    new RowEvent(read.exists() ? Operation.READ : Operation.DELETE, read.stamp(), reload, read.cells());
            step(key, before, RowMerge.read(before, event, from), upTo);
        });
        if (scope == TableNote.Scope.TABLE) {
            shelf.eachRow((key, row) -> {
                if (RowMerge.isEndedBy(row, reload, from)) {
                    shelf.remove(key);
                    tell(key, Optional.of(row), Optional.empty(), upTo);
                }
            });
            stand(standing.loaded(from));
        }
        stand(standing.complete(from).ahead(upTo).claim());
    }

    /** Forgets keys without a row that nothing older can speak of any more. */
    void forget(Position before) {
        shelf.eachRow((key, row) -> {
            if (!row.exists() && before.reaches(row.stamp().position())) {
                shelf.remove(key);
            }
        });
    }

    /** A number for the name of a re-reading; 0 for none. */
    private static long number(String reload) {
        if (reload == null) {
            return 0;
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(reload.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong() | 1;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
