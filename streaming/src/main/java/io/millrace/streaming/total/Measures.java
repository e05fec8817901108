package io.millrace.streaming.total;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.RowSource.OfEvents;
import io.millrace.contracts.pipeline.Window;
import io.millrace.streaming.wire.HopMessage.Delta;
import io.millrace.streaming.wire.Slot;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Adds rows to the spans of measures and takes them away: what is left is what counting the rows that are left would give,
 * in whatever order they came and went.
 */
final class Measures {
    private static final MeasureBucket NOTHING = new MeasureBucket(Position.START, 0, BigDecimal.ZERO, 0);

    private final SpanShelf spans;
    private final List<Measure> measures;
    private final ZoneId zone;
    private final Kept kept;
    private final EventPlaces places;

    Measures(SpanShelf spans, Pipeline pipeline, Kept kept, EventPlaces places) {
        this.spans = spans;
        this.places = places;
        this.measures = pipeline.figures().measures();
        this.zone = pipeline.recommend().timezone();
        this.kept = kept;
    }

    /**
     * Takes a row more or less.
     *
     * @param clock how late it is at the source
     * @param changed takes the names of spans that are others now
     */
    void accept(Delta delta, Instant clock, Consumer<String> changed) {
        Measure measure = measures.get(delta.slot().measure());
        Instant at = Instant.EPOCH.plus(delta.micros(), ChronoUnit.MICROS);
        for (Window window : measure.windows()) {
            Instant start = window.start(at, zone);
            if (kept.isKept(window, start, clock)) {
                changed.accept(count(measure, new SpanKey(window, start, delta.slot()), delta));
            }
        }
    }

    private String count(Measure measure, SpanKey key, Delta delta) {
        MeasureBucket before = spans.get(key).orElse(NOTHING);
        int sign = delta.more() ? 1 : -1;
        BigDecimal sum = before.sum();
        long distinct = before.distinct();
        switch (measure.aggregate()) {
            case SUM, AVERAGE -> {
                BigDecimal value = new BigDecimal(delta.value().orElseThrow());
                sum = delta.more() ? sum.add(value) : sum.subtract(value);
            }
            case DISTINCT -> distinct += spans.value(key, delta.value().orElseThrow(), delta.more());
            case COUNT -> {
                // The rows themselves are all there is to count.
            }
        }
        Position at = places.of(delta.at(), before.position());
        return spans.put(key, new MeasureBucket(at, before.count() + sign, sum, distinct));
    }

    /** The span of a name, as readers see it; nothing if it was too old to be kept. */
    Optional<MeasurePoint> point(String name) {
        SpanKey key = spans.key(name);
        return spans.get(key).map(bucket -> {
            Measure measure = measures.get(key.slot().measure());
            return new MeasurePoint(
                    measure.name(), by(measure, key.slot()), key.slot().dimension(), key.window(), key.start(), bucket);
        });
    }

    private static String by(Measure measure, Slot slot) {
        return slot.by() == Slot.TOTAL
                ? Measure.TOTAL
                : List.copyOf(measure.by().keySet()).get(slot.by());
    }

    /** Whether the span of a name is of events. */
    boolean isOfEvents(String name) {
        Measure measure = measures.get(spans.key(name).slot().measure());
        return measure.rows().of() instanceof OfEvents;
    }

    /** How many rows count in spans that begin later, of measures that have spans, as far as they are counted. */
    long rowsAfter(Instant clock) {
        long rows = 0;
        for (int number = 0; number < measures.size(); number++) {
            Optional<Window> shortest = measures.get(number).windows().stream()
                    .filter(window -> window != Window.ALL)
                    .min(Comparator.naturalOrder());
            rows += shortest.isPresent() ? spans.rowsAfter(shortest.get(), clock, number) : 0;
        }
        return rows;
    }

    /** Removes what is too old. */
    void expire(Instant clock) {
        for (Window window : Window.values()) {
            kept.spans(window).ifPresent(span -> spans.removeBefore(window, clock.minus(span)));
        }
    }
}
