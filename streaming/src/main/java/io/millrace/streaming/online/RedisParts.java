package io.millrace.streaming.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.streaming.part.PartStore;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** Who writes which part in Redis, and how far each reaches; thread-safe. */
final class RedisParts implements PartStore {
    private final UnifiedJedis redis;
    private final String owners;
    private final String progress;

    /**
     * Parts that are written through these connections.
     *
     * @param owners the hash of those who write
     * @param progress the hash of how far each part is
     */
    RedisParts(UnifiedJedis redis, String owners, String progress) {
        this.redis = redis;
        this.owners = owners;
        this.progress = progress;
    }

    <T> T asked(Function<AbstractPipeline, T> commands) {
        try (AbstractPipeline pipeline = redis.pipelined()) {
            return commands.apply(pipeline);
        } catch (JedisException e) {
            throw new UnreachableException("Redis does not take it: " + e.getMessage(), e);
        }
    }

    @Override
    public Standing standing(int part) {
        return asked(pipeline -> {
            Response<String> owner = pipeline.hget(owners, String.valueOf(part));
            Response<String> reached = pipeline.hget(progress, String.valueOf(part));
            pipeline.sync();
            return new Standing(
                    Optional.ofNullable(owner.get()),
                    Optional.ofNullable(reached.get()).map(RedisParts::progress));
        });
    }

    @Override
    public void claim(int part, String owner) {
        asked(pipeline -> {
            Response<Long> set = pipeline.hset(owners, String.valueOf(part), owner);
            pipeline.sync();
            return set.get();
        });
    }

    @Override
    public void reached(int part, Progress reached) {
        asked(pipeline -> {
            Response<Long> set =
                    pipeline.hset(progress, String.valueOf(part), new String(json(reached), StandardCharsets.UTF_8));
            pipeline.sync();
            return set.get();
        });
    }

    static byte[] json(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Live state can be written as JSON", e);
        }
    }

    static Progress progress(String json) {
        try {
            return Json.mapper().readValue(json, Progress.class);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE, "What Redis holds of the live state's progress is none: " + json, e);
        }
    }
}
