package io.millrace.streaming.online;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.MeasurePoint;
import io.millrace.contracts.online.Rising;
import io.millrace.streaming.total.FigureStore;
import io.millrace.streaming.total.Kept;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;

/** Figures of one generation in Redis; thread-safe. What is too old to be kept goes by itself. */
public final class RedisFigures implements FigureStore {
    private static final int GUARD_BYTES = LiveUserCodec.GUARD_BYTES;
    private static final String SPAN_SCRIPT =
            """
            local old = redis.call('HGET', KEYS[1], ARGV[1])
            if old and string.sub(old, 1, %1$d) > string.sub(ARGV[2], 1, %1$d) then return 0 end
            redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
            if ARGV[3] ~= '0' then redis.call('PEXPIREAT', KEYS[1], ARGV[3]) end
            return 1
            """
                    .formatted(GUARD_BYTES);
    private static final String ALERT_SCRIPT =
            """
            local old = redis.call('GETRANGE', KEYS[1], 0, %1$d - 1)
            if old > string.sub(ARGV[1], 1, %1$d) then return 0 end
            redis.call('SET', KEYS[1], ARGV[1])
            redis.call('PEXPIREAT', KEYS[1], ARGV[2])
            if ARGV[3] == '1' then redis.call('ZADD', KEYS[2], ARGV[4], ARGV[5])
            else redis.call('ZREM', KEYS[2], ARGV[5]) end
            redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[6])
            return 1
            """
                    .formatted(GUARD_BYTES);

    private final RedisParts parts;
    private final FigureKeys keys;
    private final Kept kept;

    public RedisFigures(UnifiedJedis redis, FigureKeys keys, Kept kept) {
        this.parts = new RedisParts(redis, keys.owners(), keys.progress());
        this.keys = keys;
        this.kept = kept;
    }

    @Override
    public Standing standing(int part) {
        return parts.standing(part);
    }

    @Override
    public void claim(int part, String owner) {
        parts.claim(part, owner);
    }

    @Override
    public void reached(int part, Progress progress) {
        parts.reached(part, progress);
    }

    @Override
    public void write(List<MeasurePoint> points, List<Alert> alerts) {
        if (points.isEmpty() && alerts.isEmpty()) {
            return;
        }
        Instant oldest = Instant.now().minus(kept.alerts());
        parts.asked(pipeline -> {
            List<Response<?>> answers = new ArrayList<>();
            points.forEach(point -> answers.add(pipeline.eval(
                    SPAN_SCRIPT,
                    List.of(keys.bucket(point.measure(), point.by(), point.window(), point.start())),
                    List.of(field(point), point.bucket().text(), end(point)))));
            alerts.forEach(alert -> answers.add(pipeline.eval(
                    ALERT_SCRIPT, List.of(keys.alert(alert.id()), keys.openAlerts()), told(alert, oldest))));
            pipeline.sync();
            // An answer that is a refusal throws here, and none of this counts as written.
            answers.forEach(Response::get);
            return answers.size();
        });
    }

    private static String field(MeasurePoint point) {
        return new FigureKeys.Field(point.start(), point.dimension()).text();
    }

    private String end(MeasurePoint point) {
        Optional<Instant> end =
                kept.spans(point.window()).flatMap(span -> FigureKeys.end(point.window(), point.start(), span));
        return end.map(moment -> String.valueOf(moment.toEpochMilli())).orElse("0");
    }

    private List<String> told(Alert alert, Instant oldest) {
        return List.of(
                LiveUserCodec.guard(alert.position()) + text(alert),
                String.valueOf(alert.at().plus(kept.alerts()).toEpochMilli()),
                alert.open() ? "1" : "0",
                String.valueOf(alert.at().toEpochMilli()),
                alert.id(),
                String.valueOf(oldest.toEpochMilli()));
    }

    private static String text(Object value) {
        return new String(RedisParts.json(value), StandardCharsets.UTF_8);
    }

    @Override
    public void rising(int part, String trend, Rising.Table table) {
        parts.asked(pipeline -> {
            Response<Long> set = pipeline.hset(keys.trend(trend), String.valueOf(part), text(table));
            pipeline.sync();
            return set.get();
        });
    }
}
