package io.millrace.streaming.join;

import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.HopMessage.EventRow;
import io.millrace.streaming.wire.Shelf;
import java.util.ArrayList;
import java.util.List;

/** Until when each event on the shelf is remembered, in the order of these times. */
final class EventMemory {
    private static final int KNOWN = 10;

    private final Shelf shelf;

    EventMemory(Shelf shelf) {
        this.shelf = shelf;
    }

    /** An event on the shelf. */
    record Known(int relation, String event) {}

    void put(EventRow row) {
        byte[] key = new ByteSink()
                .tag(KNOWN)
                .bigNumber(row.known() ^ Long.MIN_VALUE)
                .number(row.relation())
                .text(row.event())
                .bytes();
        shelf.put(key, new byte[0]);
    }

    /** Takes out those that are remembered until an earlier time, and of them so many at most. */
    List<Known> takeBefore(long micros, int most) {
        byte[] prefix = {KNOWN};
        List<byte[]> keys = new ArrayList<>();
        shelf.from(prefix, prefix, (key, nothing) -> {
            boolean isOver = (source(key).bigNumber() ^ Long.MIN_VALUE) < micros;
            if (isOver) {
                keys.add(key);
            }
            return isOver && keys.size() < most;
        });
        keys.forEach(shelf::remove);
        return keys.stream().map(EventMemory::known).toList();
    }

    private static ByteSource source(byte[] key) {
        var source = new ByteSource(key);
        source.tag();
        return source;
    }

    private static Known known(byte[] key) {
        ByteSource source = source(key);
        source.bigNumber();
        return new Known(source.number(), source.text());
    }
}
