package io.millrace.dashboard.figure;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Window;
import io.millrace.dashboard.figure.FiguresState.MeasureNow;
import io.millrace.dashboard.figure.FiguresState.SpanNow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which hashes tell how a measure is now, and what they tell. */
record MeasureLook(Measure measure, ZoneId zone, Instant now) {
    /** So many spans before the one of now are told again: what comes later than that shows when a page asks again. */
    private static final int RECENT = 15;

    private static final MeasureBucket NO_ROWS = new MeasureBucket(Position.START, 0, BigDecimal.ZERO, 0);

    private Window finest() {
        return measure.windows().get(0);
    }

    private Instant from() {
        return finest() == Window.ALL
                ? Instant.EPOCH
                : finest().start(now.minus(Question.length(finest()).multipliedBy(RECENT)), zone);
    }

    /** The hashes of the recent spans, and of the span of now in each window. */
    List<String> hashes(FigureKeys keys) {
        return Stream.concat(
                        keys.buckets(measure.name(), Measure.TOTAL, finest(), from(), now).stream(),
                        measure.windows().stream()
                                .map(window ->
                                        keys.bucket(measure.name(), Measure.TOTAL, window, window.start(now, zone))))
                .distinct()
                .toList();
    }

    /** What these hashes tell. */
    MeasureNow read(FigureKeys keys, Map<String, Map<String, String>> hashes) {
        var recent = spans(keys.buckets(measure.name(), Measure.TOTAL, finest(), from(), now), hashes, from());
        return new MeasureNow(
                measure.name(),
                finest().text(),
                from(),
                recent.entrySet().stream()
                        .map(span -> Point.of(span.getKey(), span.getValue(), measure.aggregate()))
                        .toList(),
                measure.windows().stream()
                        .map(window -> spanNow(keys, window, hashes))
                        .toList());
    }

    private SpanNow spanNow(FigureKeys keys, Window window, Map<String, Map<String, String>> hashes) {
        Instant start = window.start(now, zone);
        String hash = keys.bucket(measure.name(), Measure.TOTAL, window, start);
        MeasureBucket bucket = Optional.ofNullable(
                        spans(List.of(hash), hashes, start).get(start))
                .orElse(NO_ROWS);
        return new SpanNow(window.text(), Point.of(start, bucket, measure.aggregate()));
    }

    private static NavigableMap<Instant, MeasureBucket> spans(
            List<String> wanted, Map<String, Map<String, String>> hashes, Instant from) {
        return Spans.of(
                        wanted.stream().collect(Collectors.toMap(Function.identity(), hashes::get)),
                        start -> !start.isBefore(from))
                .getOrDefault(Optional.empty(), new TreeMap<>());
    }
}
