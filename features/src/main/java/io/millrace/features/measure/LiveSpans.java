package io.millrace.features.measure;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.contracts.pipeline.Window;
import io.millrace.features.online.OnlineVersions;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;

/**
 * The spans of measures that are in Redis.
 *
 * @param buckets by {@link MeasurePoint#key}
 * @param kept for how long spans of a window are kept, as far as Redis tells; absent for those that have no end
 */
record LiveSpans(Map<String, MeasureBucket> buckets, Map<Window, Duration> kept) {
    static final MeasureBucket NOTHING = new MeasureBucket(Position.START, 0, BigDecimal.ZERO, 0);

    /** Those of a generation. */
    static LiveSpans read(Jedis jedis, FigureKeys keys) {
        Map<String, MeasureBucket> buckets = new TreeMap<>();
        Map<Window, Duration> kept = new EnumMap<>(Window.class);
        for (String hash : new OnlineVersions(jedis).keys(keys.measures())) {
            FigureKeys.Stretch stretch = keys.stretch(hash);
            jedis.hgetAll(hash).forEach((field, text) -> buckets.put(name(stretch, field), MeasureBucket.parse(text)));
            long left = jedis.pttl(hash);
            Optional<Instant> end = FigureKeys.end(stretch.window(), stretch.start(), Duration.ZERO);
            if (left > 0 && end.isPresent()) {
                kept.put(
                        stretch.window(),
                        Duration.between(end.get(), Instant.now().plusMillis(left)));
            }
        }
        return new LiveSpans(buckets, kept);
    }

    private static String name(FigureKeys.Stretch stretch, String text) {
        FigureKeys.Field field = FigureKeys.Field.parse(text);
        return new MeasurePoint(
                        stretch.measure(), stretch.by(), field.dimension(), stretch.window(), field.start(), NOTHING)
                .key();
    }

    /** The latest change that is in any of them; spans of events, which no position tells, aside. */
    Position latest(Set<String> ofEvents) {
        return buckets.entrySet().stream()
                .filter(span -> !ofEvents.contains(EventMeasures.measure(span.getKey())))
                .map(span -> span.getValue().position())
                .reduce(Position.START, (left, right) -> left.reaches(right) ? left : right);
    }

    MeasureBucket of(String name) {
        return buckets.getOrDefault(name, NOTHING);
    }
}
