package io.millrace.cdc.reload;

import io.millrace.cdc.kafka.CaptureMemory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps reloads and their finished ranges beyond the end of the process. */
final class ReloadMemory {
    private static final String RELOAD = "reload/";
    private static final String RANGE = "reload-range/";

    private final CaptureMemory memory;

    ReloadMemory(CaptureMemory memory) {
        this.memory = memory;
    }

    /** All that are not forgotten, in the order of their requests. */
    List<Reload> read() {
        Map<String, Map<Integer, FinishedRange>> ranges = new HashMap<>();
        Map<String, ReloadRecord> records = new TreeMap<>();
        memory.notes(RANGE).forEach((key, json) -> {
            int slash = key.indexOf('/');
            ranges.computeIfAbsent(key.substring(0, slash), id -> new TreeMap<>())
                    .put(Integer.parseInt(key.substring(slash + 1)), FinishedRange.parse(json));
        });
        memory.notes(RELOAD).forEach((id, json) -> records.put(id, ReloadRecord.parse(json)));
        List<Reload> reloads = new ArrayList<>();
        records.forEach((id, record) -> reloads.add(new Reload(record, ranges.getOrDefault(id, Map.of()))));
        return reloads;
    }

    void write(ReloadRecord record) throws InterruptedException {
        memory.note(RELOAD + record.id(), record.json());
    }

    void write(Reload reload, int range, FinishedRange how) throws InterruptedException {
        memory.note(range(reload, range), how.json());
    }

    void forgetRanges(Reload reload) throws InterruptedException {
        for (int range : List.copyOf(reload.finished().keySet())) {
            memory.forget(range(reload, range));
        }
    }

    void forget(Reload reload) throws InterruptedException {
        forgetRanges(reload);
        memory.forget(RELOAD + reload.id());
    }

    private static String range(Reload reload, int range) {
        return RANGE + reload.id() + "/" + range;
    }
}
