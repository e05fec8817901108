package io.millrace.streaming;

import io.millrace.streaming.wire.Shelf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A shelf in memory, which can be copied. */
public final class MemoryShelf implements Shelf {
    private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

    MemoryShelf copy() {
        var copy = new MemoryShelf();
        copy.entries.putAll(entries);
        return copy;
    }

    int size() {
        return entries.size();
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        entries.put(key, value);
    }

    @Override
    public void remove(byte[] key) {
        entries.remove(key);
    }

    @Override
    public void from(byte[] prefix, byte[] first, VisitWhile visit) {
        List<Map.Entry<byte[], byte[]>> found =
                new ArrayList<>(entries.tailMap(first).entrySet());
        for (Map.Entry<byte[], byte[]> entry : found) {
            boolean isWithin = entry.getKey().length >= prefix.length
                    && Arrays.equals(entry.getKey(), 0, prefix.length, prefix, 0, prefix.length);
            if (!isWithin || !visit.entry(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }
}
