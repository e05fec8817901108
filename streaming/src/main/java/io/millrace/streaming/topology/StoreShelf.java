package io.millrace.streaming.topology;

import io.millrace.streaming.wire.Shelf;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A shelf that is a state store of Kafka Streams, and as safe as that. */
final class StoreShelf implements Shelf {
    private final KeyValueStore<Bytes, byte[]> store;

    StoreShelf(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public Optional<byte[]> get(byte[] key) {
        return Optional.ofNullable(store.get(Bytes.wrap(key)));
    }

    @Override
    public void put(byte[] key, byte[] value) {
        store.put(Bytes.wrap(key), value);
    }

    @Override
    public void remove(byte[] key) {
        store.delete(Bytes.wrap(key));
    }

    @Override
    public void from(byte[] prefix, byte[] first, VisitWhile visit) {
        // The end of a range is part of it, so the first key behind the prefix is looked at too.
        Bytes end = Bytes.wrap(after(prefix));
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(Bytes.wrap(first), end)) {
            while (entries.hasNext()) {
                var entry = entries.next();
                byte[] key = entry.key.get();
                if (!begins(key, prefix) || !visit.entry(key, entry.value)) {
                    return;
                }
            }
        }
    }

    /** The first key that is behind all with the prefix; the first byte of a key is never the highest. */
    private static byte[] after(byte[] prefix) {
        int last = prefix.length - 1;
        while (prefix[last] == -1) {
            last--;
        }
        byte[] after = Arrays.copyOf(prefix, last + 1);
        after[last]++;
        return after;
    }

    private static boolean begins(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
