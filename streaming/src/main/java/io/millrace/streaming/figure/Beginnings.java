package io.millrace.streaming.figure;

import io.millrace.contracts.pipeline.Figures;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.HopMessage;
import io.millrace.streaming.wire.HopMessage.Begins;
import io.millrace.streaming.wire.HopMessage.Delta;
import io.millrace.streaming.wire.HopMessage.Reached;
import io.millrace.streaming.wire.Outbox;
import io.millrace.streaming.wire.Shelf;
import io.millrace.streaming.wire.Slot;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An outbox that tells all parts of the figures since when there are rows of the measures that trends look at, before each
 * promise of a position that has them. A line alone cannot tell whether nothing happened or nobody was there.
 */
public final class Beginnings implements Outbox {
    private final Shelf shelf;
    private final int tag;
    private final Outbox outbox;
    private final Set<Integer> wanted;
    private final Map<Integer, Long> first = new TreeMap<>();
    private final Set<Integer> untold;

    /**
     * Makes it, with what the shelf holds.
     *
     * @param tag the first byte of its keys on the shelf
     */
    public Beginnings(Shelf shelf, int tag, Figures figures, Outbox outbox) {
        this.shelf = shelf;
        this.tag = tag;
        this.outbox = outbox;
        this.wanted = figures.trends().stream().map(figures::measureOf).collect(Collectors.toSet());
        wanted.forEach(measure ->
                shelf.get(key(measure)).ifPresent(bytes -> first.put(measure, new ByteSource(bytes).bigNumber())));
        this.untold = new TreeSet<>(first.keySet());
    }

    private byte[] key(int measure) {
        return new ByteSink().tag(tag).number(measure).bytes();
    }

    @Override
    public void send(HopMessage message) {
        if (message instanceof Delta delta) {
            note(delta);
        } else if (message instanceof Reached) {
            untold.forEach(measure -> outbox.send(new Begins(measure, first.get(measure))));
            untold.clear();
        }
        outbox.send(message);
    }

    private void note(Delta delta) {
        int measure = delta.slot().measure();
        if (delta.slot().by() != Slot.TOTAL || !delta.more() || !wanted.contains(measure)) {
            return;
        }
        Long known = first.get(measure);
        if (known == null || delta.micros() < known) {
            first.put(measure, delta.micros());
            shelf.put(key(measure), new ByteSink().bigNumber(delta.micros()).bytes());
            untold.add(measure);
        }
    }
}
