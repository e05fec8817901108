package io.millrace.streaming;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.FigureKeys.Field;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Window;
import io.millrace.contracts.process.Json;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Response;

/** Reads figures from Redis as a dashboard does. */
record FigureReader(JedisPooled redis, FigureKeys keys) {
    private static final Duration RANGE = Duration.ofDays(90);

    /** All spans of the measures of {@link ShopTables}, by their keys. */
    Map<String, MeasurePoint> points() {
        Map<String, MeasurePoint> points = new TreeMap<>();
        for (Measure measure : ShopTables.PIPELINE.figures().measures()) {
            List<String> dimensions = new ArrayList<>(measure.by().keySet());
            dimensions.add(Measure.TOTAL);
            for (Window window : measure.windows()) {
                dimensions.forEach(
                        by -> read(measure.name(), by, window).forEach(point -> points.put(point.key(), point)));
            }
        }
        return points;
    }

    private List<MeasurePoint> read(String measure, String by, Window window) {
        Instant from = Source.NOW.minus(RANGE);
        Instant until = Source.NOW.plus(RANGE);
        List<MeasurePoint> points = new ArrayList<>();
        try (AbstractPipeline pipeline = redis.pipelined()) {
            List<Response<Map<String, String>>> hashes = keys.buckets(measure, by, window, from, until).stream()
                    .map(pipeline::hgetAll)
                    .toList();
            pipeline.sync();
            hashes.forEach(hash -> hash.get().forEach((name, text) -> {
                Field field = Field.parse(name);
                points.add(new MeasurePoint(
                        measure, by, field.dimension(), window, field.start(), MeasureBucket.parse(text)));
            }));
        }
        return points;
    }

    /** All open alerts, by id. */
    Map<String, Alert> alerts() {
        Map<String, Alert> alerts = new TreeMap<>();
        redis.zrange(keys.openAlerts(), 0, -1).forEach(id -> alerts.put(id, alert(redis.get(keys.alert(id)))));
        return alerts;
    }

    private static Alert alert(String text) {
        try {
            return Json.mapper().readValue(text.substring(LiveUserCodec.GUARD_BYTES), Alert.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
