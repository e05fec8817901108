package io.millrace.streaming.wire;

import java.util.Optional;

/** Where a part of a stage keeps its state: bytes under bytes, in the order of the keys as unsigned numbers. */
public interface Shelf {
    Optional<byte[]> get(byte[] key);

    void put(byte[] key, byte[] value);

    void remove(byte[] key);

    /** All entries whose keys begin with the prefix, in order. What the visit changes is not visited. */
    default void each(byte[] prefix, Visit visit) {
        from(prefix, prefix, (key, value) -> {
            visit.entry(key, value);
            return true;
        });
    }

    /** Entries whose keys begin with the prefix and are not before {@code first}, in order, while the visit says so. */
    void from(byte[] prefix, byte[] first, VisitWhile visit);

    /** Looks at an entry. */
    @FunctionalInterface
    interface Visit {
        void entry(byte[] key, byte[] value);
    }

    /** Looks at an entry and says whether to go on. */
    @FunctionalInterface
    interface VisitWhile {
        boolean entry(byte[] key, byte[] value);
    }
}
