package io.millrace.streaming.total;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.Rising;
import io.millrace.contracts.pipeline.Figures;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Trend;
import io.millrace.contracts.pipeline.Window;
import io.millrace.streaming.total.RateRatio.Count;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.HopMessage.Begins;
import io.millrace.streaming.wire.Shelf;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds which values of a dimension rise, by the spans of one part. */
final class Trends {
    /** So many of a part are told; who shows fewer than this sees the best of all parts. */
    private static final int MOST = 50;

    private static final int BEGINS = 10;

    private final SpanShelf spans;
    private final Shelf shelf;
    private final Figures figures;
    private final ZoneId zone;
    private final Kept kept;

    Trends(SpanShelf spans, Shelf shelf, Pipeline pipeline, Kept kept) {
        this.spans = spans;
        this.shelf = shelf;
        this.figures = pipeline.figures();
        this.zone = pipeline.recommend().timezone();
        this.kept = kept;
    }

    private static byte[] key(int measure) {
        return new ByteSink().tag(BEGINS).number(measure).bytes();
    }

    private Optional<Long> begin(int measure) {
        return shelf.get(key(measure)).map(bytes -> new ByteSource(bytes).bigNumber());
    }

    /** A measure has rows since a time. */
    void begins(Begins begins) {
        if (begin(begins.measure()).filter(known -> known <= begins.micros()).isEmpty()) {
            shelf.put(
                    key(begins.measure()),
                    new ByteSink().bigNumber(begins.micros()).bytes());
        }
    }

    /** How many rows counted now and before. */
    private static final class Counts {
        long recent;
        long before;
    }

    /**
     * What rises as of a position, against as much of the past as there is; nothing where there is none.
     *
     * @param clock what is too old by it is not kept
     */
    Rising.Table of(Trend trend, Progress progress, Instant clock) {
        Instant now = progress.sourceTime();
        Instant recentFrom = back(trend.window(), trend.window().start(now, zone), trend.recent());
        List<Rising> rising = pastFrom(trend, recentFrom, clock)
                .map(pastFrom -> rising(trend, pastFrom, recentFrom, now))
                .orElse(List.of());
        return new Rising.Table(progress.position(), now, rising);
    }

    private Optional<Instant> pastFrom(Trend trend, Instant recentFrom, Instant clock) {
        Instant from = recentFrom;
        for (int span = 0; span < trend.baseline(); span++) {
            Instant before = back(trend.window(), from, 1);
            from = kept.isKept(trend.window(), before, clock) ? before : from;
        }
        Instant known = from;
        return begin(figures.measureOf(trend))
                .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS))
                .map(begin -> begin.isAfter(known) ? begin : known)
                .filter(past -> past.isBefore(recentFrom));
    }

    private List<Rising> rising(Trend trend, Instant pastFrom, Instant recentFrom, Instant now) {
        double recent = seconds(recentFrom, now);
        double past = seconds(pastFrom, recentFrom);
        return count(trend, pastFrom, recentFrom, now).entrySet().stream()
                .filter(line -> line.getValue().recent > 0)
                .map(line -> {
                    Counts its = line.getValue();
                    return new Rising(
                            line.getKey(),
                            RateRatio.lowerBound(new Count(its.recent, recent), new Count(its.before, past)),
                            its.recent,
                            its.before * recent / past);
                })
                .sorted(Comparator.comparingDouble(Rising::score).reversed().thenComparing(Rising::value))
                .limit(MOST)
                .toList();
    }

    private Map<String, Counts> count(Trend trend, Instant pastFrom, Instant recentFrom, Instant now) {
        int number = figures.measureOf(trend);
        int by = List.copyOf(figures.measures().get(number).by().keySet()).indexOf(trend.by());
        Map<String, Counts> counts = new TreeMap<>();
        Instant first = trend.window().start(pastFrom, zone);
        Instant start = trend.window().start(now, zone);
        while (!start.isBefore(first)) {
            boolean isRecent = !start.isBefore(recentFrom);
            spans.eachLine(trend.window(), start, number, by, (slot, bucket) -> slot.dimension()
                    .ifPresent(value -> {
                        Counts its = counts.computeIfAbsent(value, any -> new Counts());
                        its.recent += isRecent ? bucket.count() : 0;
                        its.before += isRecent ? 0 : bucket.count();
                    }));
            start = back(trend.window(), start, 1);
        }
        return counts;
    }

    /** The beginning of a span some spans before. */
    private Instant back(Window window, Instant start, int spansBefore) {
        Instant before = start;
        for (int span = 0; span < spansBefore; span++) {
            before = window.start(before.minusSeconds(1), zone);
        }
        return before;
    }

    private static double seconds(Instant from, Instant until) {
        return Duration.between(from, until).toMillis() / 1e3;
    }
}
