package io.millrace.streaming.total;

import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.pipeline.Window;
import io.millrace.streaming.part.Entries;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.Shelf;
import io.millrace.streaming.wire.Slot;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a part keeps of spans; one of which all rows are gone stays as one without rows until it is too old. */
final class SpanShelf implements Entries {
    private static final int SPAN = 1;
    private static final int VALUE = 2;
    /** So many spans of the future are looked at: more would hold up those of now. */
    private static final int MOST_AHEAD = 10_000;

    private final Shelf shelf;

    SpanShelf(Shelf shelf) {
        this.shelf = shelf;
    }

    private static byte[] bytes(MeasureBucket bucket) {
        return new ByteSink()
                .position(bucket.position())
                .bigNumber(bucket.count())
                .bigNumber(bucket.distinct())
                .text(bucket.sum().toString())
                .bytes();
    }

    private static MeasureBucket parse(byte[] bytes) {
        var source = new ByteSource(bytes);
        var position = source.position();
        long count = source.bigNumber();
        long distinct = source.bigNumber();
        return new MeasureBucket(position, count, new BigDecimal(source.text()), distinct);
    }

    Optional<MeasureBucket> get(SpanKey key) {
        return shelf.get(key.under(SPAN).bytes()).map(SpanShelf::parse);
    }

    /** The span of a name. */
    SpanKey key(String name) {
        return SpanKey.parse(SpanKey.bytes(name));
    }

    /** Keeps the span; gives its name. */
    String put(SpanKey key, MeasureBucket bucket) {
        byte[] bytes = key.under(SPAN).bytes();
        shelf.put(bytes, bytes(bucket));
        return SpanKey.name(bytes);
    }

    /** Counts a value once more or less in a span; gives by how much the number of different ones changed. */
    int value(SpanKey key, String value, boolean more) {
        byte[] bytes = key.under(VALUE).text(value).bytes();
        long before =
                shelf.get(bytes).map(count -> new ByteSource(count).bigNumber()).orElse(0L);
        long after = before + (more ? 1 : -1);
        if (after == 0) {
            shelf.remove(bytes);
        } else {
            shelf.put(bytes, new ByteSink().bigNumber(after).bytes());
        }
        // Of a row that moves, the word that it is gone may come before the word that it was there.
        return (after > 0 ? 1 : 0) - (before > 0 ? 1 : 0);
    }

    /** Looks at all values of a dimension that have a span of a measure which begins then. */
    void eachLine(Window window, Instant start, int measure, int by, BiConsumer<Slot, MeasureBucket> visit) {
        byte[] prefix =
                SpanKey.begin(SPAN, window, start).number(measure).number(by).bytes();
        shelf.each(prefix, (key, value) -> visit.accept(SpanKey.parse(key).slot(), parse(value)));
    }

    /** How many rows the total of a measure has in spans that begin later; of so many spans at most. */
    long rowsAfter(Window window, Instant clock, int measure) {
        byte[] prefix = new ByteSink().tag(SPAN).tag(window.ordinal()).bytes();
        byte[] first = SpanKey.begin(SPAN, window, clock.plusSeconds(1)).bytes();
        long[] rowsAndSpans = new long[2];
        shelf.from(prefix, first, (key, value) -> {
            Slot slot = SpanKey.parse(key).slot();
            if (slot.measure() == measure && slot.by() == Slot.TOTAL) {
                rowsAndSpans[0] += parse(value).count();
            }
            return ++rowsAndSpans[1] < MOST_AHEAD;
        });
        return rowsAndSpans[0];
    }

    /** Removes the spans of a window that begin before. */
    void removeBefore(Window window, Instant first) {
        for (int tag : new int[] {SPAN, VALUE}) {
            byte[] prefix = new ByteSink().tag(tag).tag(window.ordinal()).bytes();
            List<byte[]> old = new ArrayList<>();
            shelf.from(prefix, prefix, (key, value) -> {
                boolean isOld = SpanKey.parse(key).start().isBefore(first);
                if (isOld) {
                    old.add(key);
                }
                return isOld;
            });
            old.forEach(shelf::remove);
        }
    }

    /** Removes the spans of which nothing is left; only while nobody was told of any. */
    void removeEmpty() {
        List<byte[]> empty = new ArrayList<>();
        shelf.each(new byte[] {SPAN}, (key, value) -> {
            MeasureBucket bucket = parse(value);
            if (bucket.count() == 0 && bucket.distinct() == 0 && bucket.sum().signum() == 0) {
                empty.add(key);
            }
        });
        empty.forEach(shelf::remove);
    }

    @Override
    public void each(Optional<String> after, Visit visit) {
        byte[] prefix = new byte[] {SPAN};
        byte[] first = after.map(name -> SpanKey.bytes(name + "\0")).orElse(prefix);
        shelf.from(
                prefix,
                first,
                (key, value) ->
                        visit.entry(new Entry(SpanKey.name(key), parse(value).position(), false)));
    }

    @Override
    public void forget(String name) {
        throw new IllegalStateException("A span is forgotten by age alone");
    }
}
