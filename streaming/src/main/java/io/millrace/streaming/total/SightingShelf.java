package io.millrace.streaming.total;

import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.Shelf;
import io.millrace.streaming.wire.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a part keeps of the rows that rules look at: by rule and key in the order of their times, by time alone, and those
 * with a value by that too, the latest first.
 */
final class SightingShelf {
    private static final int BY_KEY = 3;
    private static final int BY_TIME = 4;
    private static final int BY_VALUE = 6;

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

    private static byte[] byKey(int rule, String key, String row, long micros) {
        return prefix(rule, key).bigNumber(ordered(micros)).text(row).bytes();
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

    private static ByteSink valuePrefix(int rule, String key, String value) {
        return new ByteSink().tag(BY_VALUE).number(rule).text(key).text(value);
    }

    private static byte[] byValue(int rule, String key, String row, String value, long micros) {
        return valuePrefix(rule, key, value)
                .bigNumber(~ordered(micros))
                .text(row)
                .bytes();
    }

    void put(int rule, String key, String row, Sighting sighting) {
        var value = new ByteSink();
        sighting.writeTo(value);
        shelf.put(byKey(rule, key, row, sighting.micros()), value.bytes());
        shelf.put(byTime(rule, key, row, sighting.micros()), new byte[0]);
        sighting.value().ifPresent(seen -> shelf.put(byValue(rule, key, row, seen, sighting.micros()), new byte[0]));
    }

    void remove(int rule, String key, String row, Sighting sighting) {
        shelf.remove(byKey(rule, key, row, sighting.micros()));
        shelf.remove(byTime(rule, key, row, sighting.micros()));
        sighting.value().ifPresent(seen -> shelf.remove(byValue(rule, key, row, seen, sighting.micros())));
    }

    /** Whether a key has a row at one of these times. */
    boolean isAny(int rule, String key, Span span) {
        boolean[] found = {false};
        each(rule, key, span.from(), (row, sighting) -> {
            found[0] = span.has(sighting.micros());
            return false;
        });
        return found[0];
    }

    /**
     * The time of the latest other row of a key that has the same value and is not later than this one. Of rows that an
     * earlier version kept nothing is known.
     */
    Optional<Long> latestLike(int rule, String key, String row, Sighting sighting) {
        String value = sighting.value().orElseThrow();
        byte[] prefix = valuePrefix(rule, key, value).bytes();
        byte[] first = valuePrefix(rule, key, value)
                .bigNumber(~ordered(sighting.micros()))
                .bytes();
        List<Long> found = new ArrayList<>(1);
        shelf.from(prefix, first, (entry, nothing) -> {
            var source = new ByteSource(entry);
            source.tag();
            source.number();
            source.text();
            source.text();
            long micros = ordered(~source.bigNumber());
            if (!source.text().equals(row)) {
                found.add(micros);
            }
            return found.isEmpty();
        });
        return found.stream().findFirst();
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
            int rule = source.number();
            String name = source.text();
            String row = source.text();
            shelf.get(byKey(rule, name, row, at))
                    .map(value -> Sighting.readFrom(new ByteSource(value)))
                    .ifPresentOrElse(sighting -> remove(rule, name, row, sighting), () -> shelf.remove(key));
        }
    }
}
