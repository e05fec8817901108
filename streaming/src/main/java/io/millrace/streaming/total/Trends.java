package io.millrace.streaming.total;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.Rising;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Trend;
import io.millrace.contracts.pipeline.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds which values of a dimension rise, by the spans of one part. */
final class Trends {
    /** So many of a part are told; who shows fewer than this sees the best of all parts. */
    private static final int MOST = 50;

    private final SpanShelf spans;
    private final List<Measure> measures;
    private final ZoneId zone;

    Trends(SpanShelf spans, Pipeline pipeline) {
        this.spans = spans;
        this.measures = pipeline.figures().measures();
        this.zone = pipeline.recommend().timezone();
    }

    /** How many rows counted now and before. */
    private static final class Counts {
        long recent;
        long before;
    }

    /** What rises as of a position. */
    Rising.Table of(Trend trend, Progress progress) {
        Instant now = progress.sourceTime();
        Instant recentFrom = back(trend.window(), trend.window().start(now, zone), trend.recent());
        Instant pastFrom = back(trend.window(), recentFrom, trend.baseline());
        double share = seconds(recentFrom, now) / seconds(pastFrom, recentFrom);
        Map<String, Counts> counts = count(trend, pastFrom, recentFrom, now);
        List<Rising> rising = counts.entrySet().stream()
                .map(line -> rising(line.getKey(), line.getValue(), share))
                .filter(line -> line.recent() > 0)
                .sorted(Comparator.comparingDouble(Rising::score).reversed().thenComparing(Rising::value))
                .limit(MOST)
                .toList();
        return new Rising.Table(progress.position(), now, rising);
    }

    private static Rising rising(String value, Counts counts, double share) {
        double expected = counts.before * share;
        return new Rising(value, RateRatio.lowerBound(counts.recent, expected), counts.recent, expected);
    }

    private Map<String, Counts> count(Trend trend, Instant pastFrom, Instant recentFrom, Instant now) {
        int number = number(trend);
        int by = List.copyOf(measures.get(number).by().keySet()).indexOf(trend.by());
        Map<String, Counts> counts = new TreeMap<>();
        Instant start = trend.window().start(now, zone);
        while (!start.isBefore(pastFrom)) {
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

    private int number(Trend trend) {
        Optional<Measure> measure = measures.stream()
                .filter(each -> each.name().equals(trend.measure()))
                .findFirst();
        return measures.indexOf(measure.orElseThrow());
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
