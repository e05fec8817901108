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

    /** Another one with the same entries. */
    public MemoryShelf copy() {
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
        List<Map.Entry<byte[], byte[]>> found = new ArrayList<>();
        for (Map.Entry<byte[], byte[]> entry : entries.tailMap(first).entrySet()) {
            byte[] key = entry.getKey();
            if (key.length < prefix.length || !Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
                break;
            }
            // The map moves contents between its own entries when one of them goes.
            found.add(Map.entry(key, entry.getValue()));
        }
        for (Map.Entry<byte[], byte[]> entry : found) {
            if (!visit.entry(entry.getKey(), entry.getValue())) {
                return;
            }
        }
    }
}
