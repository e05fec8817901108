package io.millrace.streaming.total;

import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.Shelf;
import io.millrace.streaming.wire.Sighting;
import java.util.ArrayList;
import java.util.List;

/** What a part keeps of the rows that rules look at: by rule and key in the order of their times, and by time alone. */
final class SightingShelf {
    private static final int BY_KEY = 3;
    private static final int BY_TIME = 4;

    private final Shelf shelf;

    SightingShelf(Shelf shelf) {
        this.shelf = shelf;
    }

    /** Looks at a row and says whether to go on. */
    @FunctionalInterface
    interface Visit {
        boolean row(String row, Sighting sighting);
    }

    private static long ordered(long micros) {
        return micros ^ Long.MIN_VALUE;
    }

    private static ByteSink prefix(int rule, String key) {
        return new ByteSink().tag(BY_KEY).number(rule).text(key);
    }

    private static byte[] byTime(int rule, String key, String row, long micros) {
        return new ByteSink()
                .tag(BY_TIME)
                .bigNumber(ordered(micros))
                .number(rule)
                .text(key)
                .text(row)
                .bytes();
    }

    void put(int rule, String key, String row, Sighting sighting) {
        var value = new ByteSink();
        sighting.writeTo(value);
        shelf.put(
                prefix(rule, key)
                        .bigNumber(ordered(sighting.micros()))
                        .text(row)
                        .bytes(),
                value.bytes());
        shelf.put(byTime(rule, key, row, sighting.micros()), new byte[0]);
    }

    void remove(int rule, String key, String row, long micros) {
        shelf.remove(prefix(rule, key).bigNumber(ordered(micros)).text(row).bytes());
        shelf.remove(byTime(rule, key, row, micros));
    }

    /** Looks at the rows of a key that are not before a time, in their order, while the visit says so. */
    void each(int rule, String key, long fromMicros, Visit visit) {
        byte[] prefix = prefix(rule, key).bytes();
        byte[] first = prefix(rule, key).bigNumber(ordered(fromMicros)).bytes();
        shelf.from(prefix, first, (entry, value) -> {
            var source = new ByteSource(entry);
            source.tag();
            source.number();
            source.text();
            source.bigNumber();
            return visit.row(source.text(), Sighting.readFrom(new ByteSource(value)));
        });
    }

    /** Removes the rows that are before a time. */
    void removeBefore(long micros) {
        List<byte[]> old = new ArrayList<>();
        byte[] prefix = new byte[] {BY_TIME};
        shelf.from(prefix, prefix, (key, value) -> {
            var source = new ByteSource(key);
            source.tag();
            boolean isOld = ordered(source.bigNumber()) < micros;
            if (isOld) {
                old.add(key);
            }
            return isOld;
        });
        for (byte[] key : old) {
            var source = new ByteSource(key);
            source.tag();
            long at = ordered(source.bigNumber());
            remove(source.number(), source.text(), source.text(), at);
        }
    }
}
