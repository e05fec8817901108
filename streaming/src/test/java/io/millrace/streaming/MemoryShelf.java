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

    /** How many entries it has. */
    public int size() {
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
    public void each(byte[] prefix, Visit visit) {
        List<Map.Entry<byte[], byte[]>> found = new ArrayList<>();
        from(prefix, prefix, (key, value) -> found.add(Map.entry(key, value)));
        found.forEach(entry -> visit.entry(entry.getKey(), entry.getValue()));
    }

    @Override
    public void from(byte[] prefix, byte[] first, VisitWhile visit) {
        // One after the other, as a store does it, so that what is not looked at costs nothing.
        Map.Entry<byte[], byte[]> entry = entries.ceilingEntry(first);
        while (entry != null && begins(entry.getKey(), prefix) && visit.entry(entry.getKey(), entry.getValue())) {
            entry = entries.higherEntry(entry.getKey());
        }
    }

    private static boolean begins(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
