package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A made-up source table of two columns, the second one stored out of line: what it publishes while random transactions
 * write it, and what it holds after each of them.
 */
public final class SourceHistory {
    /** A change as published, with its key; a null change is a truncate. */
    public record Published(int key, RowChange change) {}

    /** The table at a commit. */
    public record State(long commit, Map<Integer, List<Object>> rows) {}

    public final List<Published> published = new ArrayList<>();
    public final List<State> states = new ArrayList<>();
    public final long snapshot;

    private static final int KEYS = 5;
    private static final int TRANSACTIONS = 12;

    private final Random random;
    private final boolean swaps;
    private final Map<Integer, List<Object>> rows = new TreeMap<>();
    private long log = 100;
    private long lastCommit;

    public SourceHistory(long seed) {
        this(seed, false);
    }

    /** With keys that are swapped within a transaction, too, and transactions that commit in another order than they wrote. */
    static SourceHistory withSwaps(long seed) {
        return new SourceHistory(seed, true);
    }

    private SourceHistory(long seed, boolean swaps) {
        this.swaps = swaps;
        random = new Random(seed);
        for (int key = 0; key < KEYS; key++) {
            if (random.nextBoolean()) {
                rows.put(key, List.of("read" + key, "large" + key));
            }
        }
        publishSnapshot();
        snapshot = log;
        lastCommit = snapshot;
        remember(snapshot);
        for (int transaction = 0; transaction < TRANSACTIONS; transaction++) {
            if (swaps && random.nextInt(3) == 0) {
                interleave();
            } else {
                transact();
            }
        }
    }

    /** Where the transaction of a change committed, unless two were written at once. */
    public long commitOf(RowChange change) {
        return states.stream()
                .mapToLong(State::commit)
                .filter(commit -> commit > change.previousCommit())
                .findFirst()
                .orElseThrow();
    }

    /** Two transactions at once, of the even and of the odd keys: the stream has one after the other, as they commit. */
    private void interleave() {
        Map<Integer, List<Object>> visible = new HashMap<>(rows);
        int begin = published.size();
        for (int change = 0; change < 2 + random.nextInt(5); change++) {
            log += 1 + random.nextInt(3);
            change(random.nextInt(KEYS));
        }
        List<Published> written = List.copyOf(published.subList(begin, published.size()));
        published.subList(begin, published.size()).clear();
        int first = random.nextInt(2);
        for (int parity : List.of(first, 1 - first)) {
            written.stream().filter(entry -> entry.key() % 2 == parity).forEach(entry -> {
                RowChange change = entry.change();
                published.add(new Published(
                        entry.key(), new RowChange(change.op(), 1, change.lsn(), lastCommit, change.values())));
            });
            log += 1 + random.nextInt(3);
            lastCommit = log;
            visible.keySet().removeIf(key -> key % 2 == parity);
            rows.forEach((key, values) -> {
                if (key % 2 == parity) {
                    visible.put(key, values);
                }
            });
            states.add(new State(lastCommit, new HashMap<>(visible)));
        }
    }

    /** Sometimes an attempt that was cut short and read rows that are gone comes first. */
    private void publishSnapshot() {
        if (random.nextBoolean()) {
            long attempt = log;
            for (int key = 0; key < KEYS; key++) {
                if (random.nextBoolean()) {
                    read(key, attempt, List.of("gone", "gone"));
                }
            }
            log += 10;
        }
        published.add(new Published(-1, new RowChange(Operation.TRUNCATE, 1, log - 1, log - 1, List.of())));
        rows.forEach((key, values) -> read(key, log, values));
    }

    private void read(int key, long lsn, List<Object> values) {
        published.add(new Published(key, new RowChange(Operation.READ, 1, lsn, lsn - 1, values)));
    }

    private void transact() {
        int begin = published.size();
        Map<Integer, List<Object>> visible = new HashMap<>(rows);
        int changes = 1 + random.nextInt(4);
        for (int change = 0; change < changes; change++) {
            log += 1 + random.nextInt(3);
            if (random.nextInt(25) == 0) {
                truncate();
            } else if (swaps && random.nextInt(8) == 0 && rows.size() > 1) {
                swap();
            } else {
                change(random.nextInt(KEYS));
            }
        }
        if (random.nextInt(3) == 0) {
            commitOfAnother(begin, visible);
        }
        log += 1 + random.nextInt(3);
        lastCommit = log;
        remember(lastCommit);
    }

    /** Before this transaction ends another one does, which touches no row here. */
    private void commitOfAnother(int begin, Map<Integer, List<Object>> visible) {
        log++;
        lastCommit = log;
        states.add(new State(lastCommit, visible));
        published.subList(begin, published.size()).replaceAll(entry -> {
            RowChange change = entry.change();
            return new Published(entry.key(), new RowChange(change.op(), 1, change.lsn(), lastCommit, change.values()));
        });
    }

    private void truncate() {
        published.add(new Published(-1, new RowChange(Operation.TRUNCATE, 1, log, lastCommit, List.of())));
        rows.clear();
    }

    /** Two rows take each other's key, one after the other: for a moment a key has two rows. */
    private void swap() {
        List<Integer> keys = new ArrayList<>(rows.keySet());
        int left = keys.remove(random.nextInt(keys.size()));
        int right = keys.remove(random.nextInt(keys.size()));
        List<Object> moved = rows.get(left);
        rows.put(left, rows.get(right));
        rows.put(right, moved);
        publish(Operation.DELETE, left, List.of());
        publish(Operation.CREATE, right, rows.get(right));
        log++;
        publish(Operation.DELETE, right, List.of());
        publish(Operation.CREATE, left, rows.get(left));
    }

    private void change(int key) {
        if (!rows.containsKey(key)) {
            List<Object> values = List.of("small" + log, "large" + log);
            rows.put(key, values);
            publish(Operation.CREATE, key, values);
        } else if (random.nextInt(3) == 0) {
            rows.remove(key);
            publish(Operation.DELETE, key, List.of());
        } else if (random.nextBoolean()) {
            rows.put(key, List.of("small" + log, rows.get(key).get(1)));
            publish(Operation.UPDATE, key, Arrays.asList("small" + log, RowChange.ABSENT));
        } else {
            List<Object> values = List.of("small" + log, "large" + log);
            rows.put(key, values);
            publish(Operation.UPDATE, key, values);
        }
    }

    private void publish(Operation op, int key, List<Object> values) {
        published.add(new Published(key, new RowChange(op, 1, log, lastCommit, values)));
    }

    private void remember(long commit) {
        states.add(new State(commit, new HashMap<>(rows)));
    }
}
