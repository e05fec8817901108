package io.millrace.cdc.reload;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.source.ReloadState;
import io.millrace.contracts.source.ReloadState.Phase;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** A reload as far as it is; thread-safe. */
final class Reload {
    private final Map<Integer, FinishedRange> finished = new ConcurrentSkipListMap<>();
    private final LongAdder rows = new LongAdder();
    private volatile ReloadRecord record;
    private volatile String waitsFor;

    Reload(ReloadRecord record, Map<Integer, FinishedRange> finished) {
        this.record = record;
        this.finished.putAll(finished);
        finished.values().forEach(range -> rows.add(range.total()));
    }

    ReloadRecord record() {
        return record;
    }

    String id() {
        return record.id();
    }

    TableId table() {
        return record.request().table();
    }

    void become(ReloadRecord changed) {
        record = changed;
        waitsFor = null;
    }

    /** Says why it does not get on; it will be tried again. */
    void waitFor(String problem) {
        waitsFor = problem;
    }

    /** It is tried again now. */
    void goOn() {
        waitsFor = null;
    }

    /** Whether that range is on the broker. */
    boolean has(int range) {
        return finished.containsKey(range);
    }

    /** Hears of a range that is on the broker; whether it was the last one. */
    synchronized boolean finish(int range, FinishedRange how) {
        finished.put(range, how);
        return isRead();
    }

    /** Whether every range is on the broker. */
    boolean isRead() {
        return record.plan().map(plan -> finished.size() == plan.ranges()).orElse(false);
    }

    /** Forgets what was read, because the table is divided anew. */
    void restart() {
        finished.clear();
    }

    Map<Integer, FinishedRange> finished() {
        return finished;
    }

    void sent(long records) {
        rows.add(records);
    }

    ReloadState state() {
        ReloadRecord now = record;
        return new ReloadState(
                now.id(),
                now.request().table(),
                now.phase(),
                now.phase() == Phase.PUBLISHED ? now.rows() : rows.sum(),
                now.request().reason(),
                now.problem().orElse(waitsFor),
                now.asked(),
                now.ended().orElse(null));
    }
}
