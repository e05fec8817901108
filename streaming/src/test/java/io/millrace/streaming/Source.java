package io.millrace.streaming;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A database that lives by chance, and a capture that publishes what happens to it: in the order of commits, with own
 * positions that transactions side by side interleave, repeated at times, with re-readings beside it.
 */
final class Source {
    static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final List<String> STATUSES = List.of("completed", "completed", "shipped", "open");
    static final int IDS = 6;

    /** Takes what capture publishes; a partition of -1 means all of them. */
    interface Topics {
        void change(Change change);

        void note(TableNote note);

        void progress(Progress progress);

        /** What an application sends, keyed by who plays. */
        void play(String viewer, byte[] value);
    }

    private final Random random;
    private final Topics topics;
    private final Plays plays;
    private final Map<TableId, Map<Long, ObjectNode>> tables = new TreeMap<>();
    private final List<Change> stream = new ArrayList<>();
    private final List<Reading> readings = new ArrayList<>();
    private final Set<String> touched = new HashSet<>();
    private long log = 1_000;
    private long lastCommit = 1_000;
    private int reloads;
    private Progress progress;

    /** A re-reading of which records are still to be published. */
    private record Reading(TableNote note, List<Change> records) {}

    Source(Random random, Topics topics) {
        this.random = random;
        this.topics = topics;
        this.plays = new Plays(random, topics);
        ShopTables.ALL.forEach(schema -> tables.put(schema.table(), new TreeMap<>()));
        for (TableSchema schema : ShopTables.ALL) {
            for (long id = 1; id <= IDS; id++) {
                if (random.nextInt(3) > 0) {
                    tables.get(schema.table()).put(id, row(schema, id));
                }
            }
        }
    }

    Map<Long, ObjectNode> rows(TableSchema schema) {
        return tables.get(schema.table());
    }

    Plays plays() {
        return plays;
    }

    Progress progress() {
        return progress;
    }

    private ObjectNode row(TableSchema schema, long id) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        schema.columns().forEach(column -> put(row, schema, column.name(), id));
        return row;
    }

    private void put(ObjectNode row, TableSchema schema, String column, long id) {
        if (schema.key().contains(column)) {
            row.put(column, id);
        } else if (random.nextInt(20) == 0) {
            row.putNull(column);
        } else {
            switch (column) {
                case "user_id", "order_id" -> row.put(column, 1 + random.nextInt(IDS));
                case "product_id" -> row.put(column, String.valueOf(1 + random.nextInt(IDS)));
                case "quantity", "stock" -> row.put(column, random.nextInt(5) - 1);
                case "status" -> row.put(column, STATUSES.get(random.nextInt(STATUSES.size())));
                case "created_at", "at" ->
                    row.put(column, NOW.toEpochMilli() * 1_000 + (random.nextInt(60) - 55) * DAY_MICROS);
                default -> row.put(column, column + random.nextInt(3));
            }
        }
    }

    private TableSchema anyTable() {
        return ShopTables.ALL.get(random.nextInt(ShopTables.ALL.size()));
    }

    /** Something happens. */
    void step() {
        int chance = random.nextInt(100);
        if (chance < 48) {
            transactions();
        } else if (chance < 60) {
            plays.step();
        } else if (chance < 72) {
            publishProgress();
        } else if (chance < 84) {
            publishReading();
        } else if (chance < 88) {
            startReading(anyTable(), random.nextBoolean());
        } else if (chance < 92) {
            repeat();
        } else if (chance < 94) {
            changeUnheard();
        } else {
            truncate();
        }
    }

    /** One transaction, or two of which the second has all its changes before the first one commits. */
    private void transactions() {
        touched.clear();
        List<Change> first = new ArrayList<>();
        List<Change> second = new ArrayList<>();
        boolean two = random.nextInt(3) == 0;
        for (int change = random.nextInt(4); change >= 0; change--) {
            change(two && random.nextBoolean() ? second : first);
        }
        boolean isReadBetween = two && random.nextInt(4) == 0;
        publish(first);
        if (isReadBetween) {
            // The second transaction has written its changes into the log, and the reading does not see them.
            startReading(anyTable(), random.nextBoolean());
        }
        if (two) {
            publish(second);
        }
    }

    private static long keyOf(Change change) {
        return change.key().elements().next().longValue();
    }

    private final Map<Change, ObjectNode> whole = new java.util.IdentityHashMap<>();

    private void publish(List<Change> changes) {
        long previous = lastCommit;
        lastCommit = ++log;
        for (Change draft : changes) {
            Change change = new Change(
                    draft.op(),
                    draft.table(),
                    draft.key(),
                    1,
                    draft.lsn(),
                    previous,
                    lastCommit,
                    0,
                    draft.schema(),
                    null,
                    draft.after());
            if (change.op() == Operation.DELETE) {
                tables.get(change.table()).remove(keyOf(change));
            } else {
                tables.get(change.table()).put(keyOf(change), whole.get(draft));
            }
            stream.add(change);
            topics.change(change);
        }
    }

    private void change(List<Change> changes) {
        TableSchema schema = anyTable();
        long id = 1 + random.nextInt(IDS);
        if (!touched.add(schema.table() + "/" + id)) {
            return;
        }
        ObjectNode old = tables.get(schema.table()).get(id);
        int chance = random.nextInt(10);
        if (old == null) {
            draft(changes, Operation.CREATE, schema, id, row(schema, id), row(schema, id));
        } else if (chance < 2) {
            delete(changes, schema, id);
        } else if (chance < 4) {
            long other = 1 + random.nextInt(IDS);
            if (other != id
                    && tables.get(schema.table()).get(other) == null
                    && touched.add(schema.table() + "/" + other)) {
                // Another primary key: the row of the old one goes, one of the new one comes.
                ObjectNode moved = old.deepCopy();
                moved.put(schema.key().get(0), other);
                delete(changes, schema, id);
                draft(changes, Operation.CREATE, schema, other, moved, moved);
            }
        } else {
            update(changes, schema, id, old);
        }
    }

    private void delete(List<Change> changes, TableSchema schema, long id) {
        draft(changes, Operation.DELETE, schema, id, null, null);
    }

    private void update(List<Change> changes, TableSchema schema, long id, ObjectNode old) {
        ObjectNode now = old.deepCopy();
        ObjectNode sent = old.deepCopy();
        for (TableSchema.Column column : schema.columns()) {
            if (random.nextInt(3) == 0) {
                put(now, schema, column.name(), id);
            }
            boolean isKey = schema.key().contains(column.name());
            if (!isKey && now.get(column.name()).equals(old.get(column.name())) && random.nextInt(3) == 0) {
                // Stored out of line and unchanged.
                sent.remove(column.name());
            } else {
                sent.set(column.name(), now.get(column.name()));
            }
        }
        draft(changes, Operation.UPDATE, schema, id, sent, now);
    }

    private void draft(
            List<Change> changes, Operation op, TableSchema schema, long id, ObjectNode sent, ObjectNode now) {
        ObjectNode image = op == Operation.CREATE ? now : sent;
        Change draft = new Change(op, schema.table(), key(schema, id), 1, ++log, 0, 0, 0, schema.id(), null, image);
        whole.put(draft, now);
        changes.add(draft);
    }

    private static ObjectNode key(TableSchema schema, long id) {
        return JsonNodeFactory.instance.objectNode().put(schema.key().get(0), id);
    }

    private void truncate() {
        if (random.nextInt(3) > 0) {
            return;
        }
        TableId table = anyTable().table();
        long lsn = ++log;
        long previous = lastCommit;
        lastCommit = ++log;
        tables.get(table).clear();
        Change change = new Change(Operation.TRUNCATE, table, null, 1, lsn, previous, lastCommit, 0, null, null, null);
        stream.add(change);
        topics.change(change);
    }

    void publishProgress() {
        publishProgress(NOW.plus(Duration.ofHours(lastCommit - 1_000)));
    }

    private void publishProgress(Instant sourceTime) {
        progress = new Progress(new Position(1, lastCommit), sourceTime);
        topics.progress(progress);
    }

    void loadAll() {
        ShopTables.ALL.forEach(schema -> startReading(schema, true));
    }

    /** Reads a table, or some keys of it, as it is now; the records are published later. */
    private void startReading(TableSchema schema, boolean whole) {
        long from = lastCommit;
        // The log has moved on with what is not committed yet.
        long at = ++log;
        String id = "reload" + reloads++;
        List<Change> records = new ArrayList<>();
        for (long key = 1; key <= IDS; key++) {
            ObjectNode row = tables.get(schema.table()).get(key);
            if (row == null && whole || !whole && random.nextBoolean()) {
                continue;
            }
            records.add(new Change(
                    row == null ? Operation.DELETE : Operation.READ,
                    schema.table(),
                    key(schema, key),
                    1,
                    at,
                    at - 1,
                    0,
                    0,
                    schema.id(),
                    null,
                    row == null ? null : row.deepCopy(),
                    id));
        }
        TableNote.Scope scope = whole ? TableNote.Scope.TABLE : TableNote.Scope.KEYS;
        readings.add(new Reading(
                new TableNote(TableNote.Kind.RELOADED, schema.table(), id, 1, from, at, records.size(), scope, null, 0),
                records));
    }

    private void publishReading() {
        if (readings.isEmpty()) {
            return;
        }
        Reading reading = readings.get(0);
        Iterator<Change> records = reading.records().iterator();
        while (records.hasNext() && random.nextInt(4) > 0) {
            topics.change(records.next());
            records.remove();
        }
        if (reading.records().isEmpty()) {
            topics.note(reading.note());
            readings.remove(0);
        }
    }

    /** Capture crashed, and publishes again what came after some earlier place. */
    private void repeat() {
        int from = Math.max(0, stream.size() - random.nextInt(random.nextBoolean() ? 12 : 80));
        List.copyOf(stream.subList(from, stream.size())).forEach(topics::change);
    }

    /** Rows change without a word in the stream, which capture notices; the table is read again. */
    private void changeUnheard() {
        TableSchema schema = anyTable();
        tables.get(schema.table()).replaceAll((id, row) -> random.nextBoolean() ? row : row(schema, id));
        tables.get(schema.table()).keySet().removeIf(id -> random.nextInt(5) == 0);
        long before = lastCommit;
        lastCommit = ++log;
        topics.note(new TableNote(
                TableNote.Kind.STALE, schema.table(), null, 1, before, lastCommit, 0, null, "it was written anew", 0));
        startReading(schema, true);
    }

    /** Everything that is open comes to its end. */
    void settle() {
        settle(NOW.plus(Duration.ofHours(log + 1 - 1_000)));
    }

    /** The same, at this moment of the source's clock. */
    void settle(Instant sourceTime) {
        while (!readings.isEmpty()) {
            publishReading();
        }
        // The source's log goes on, if only with a sign of life.
        lastCommit = ++log;
        publishProgress(sourceTime);
    }
}
