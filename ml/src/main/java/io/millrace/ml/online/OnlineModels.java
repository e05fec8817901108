package io.millrace.ml.online;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.online.FactorsCodec;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.online.OnlineVersions;
import io.millrace.ml.registry.Shadow;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The models in Redis: factors of several, and the pointer that readers follow to one of them. */
public record OnlineModels(Jedis jedis, OnlineKeys keys) {
    /**
     * In one step, so that of two writers the one with the later promotion wins, whoever comes last. What was shadowed beside
     * the model before is so no more.
     */
    private static final String POINT =
            """
            local held = redis.call('GET', KEYS[2])
            if held and tonumber(held) > tonumber(ARGV[2]) then
              return 0
            end
            if held ~= ARGV[2] then
              redis.call('UNLINK', KEYS[3])
            end
            redis.call('SET', KEYS[1], ARGV[1])
            redis.call('SET', KEYS[2], ARGV[2])
            return 1
            """;

    /** How many items of the model have a factor here; all parts are read. */
    long items(ModelManifest model) {
        long found = 0;
        for (int part = 0; part < model.itemParts(); part++) {
            byte[] bytes = jedis.get(keys.itemFactors(model.model(), part).getBytes(UTF_8));
            found += bytes == null ? 0 : FactorsCodec.decode(bytes).ids().size();
        }
        return found;
    }

    /** Whether all parts of the model's factors are here; they were verified when they were written. */
    public boolean holds(ModelManifest model) {
        String[] parts = IntStream.range(0, model.itemParts())
                .mapToObj(part -> keys.itemFactors(model.model(), part))
                .toArray(String[]::new);
        return parts.length > 0 && jedis.exists(parts) == parts.length;
    }

    /** Whether the pointer reflects a promotion of this moment, or a later one. */
    public boolean reflects(Instant promotedAt) {
        String held = jedis.get(keys.modelPromotedAt());
        return held != null && Long.parseLong(held) >= promotedAt.toEpochMilli();
    }

    /** Moves the pointer to a model, unless it was moved by a later promotion; says whether. */
    public boolean point(ModelManifest model, Instant promotedAt) {
        Object moved = jedis.eval(
                POINT,
                List.of(keys.modelPointer(), keys.modelPromotedAt(), keys.shadowPointer()),
                List.of(json(model), Long.toString(promotedAt.toEpochMilli())));
        return moved.equals(1L);
    }

    /** Has readers rank with a model for some requests beside the current one. */
    void shadow(ShadowPointer shadow) {
        jedis.set(keys.shadowPointer(), json(shadow));
    }

    /** Has no model shadowed. */
    public void endShadow() {
        jedis.del(keys.shadowPointer());
    }

    /** What has come of a shadow on all nodes. */
    public ShadowCounts counts(Shadow shadow) {
        String key = keys.shadowCounts(shadow.model(), shadow.since());
        try {
            return ShadowCounts.parse(jedis.hgetAll(key));
        } catch (IllegalArgumentException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE, "The counts under %s cannot be read; delete that key".formatted(key), e);
        }
    }

    /** Says that the pointer cannot be moved to a model that is current on the lake. */
    public static PipelineException ahead(OnlineKeys keys) {
        return new PipelineException(
                FailureKind.DATA_LOSS,
                ("Redis names a model that was promoted later than any on the lake, as after the lake was put back from a"
                                + " copy; if the lake is right, delete the key %s in Redis and rerun 'publish'")
                        .formatted(keys.modelPromotedAt()));
    }

    /** Removes the factors of models that are earlier than this one, but for these. */
    void forgetBefore(String model, List<String> kept) {
        String pointer = keys.modelPointer();
        new OnlineVersions(jedis)
                .remove(
                        pointer.substring(0, pointer.lastIndexOf(':') + 1),
                        version -> version.compareTo(model) < 0 && !kept.contains(version));
    }

    private static String json(Object pointer) {
        try {
            return Json.mapper().writeValueAsString(pointer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A pointer can be written as JSON", e);
        }
    }
}
