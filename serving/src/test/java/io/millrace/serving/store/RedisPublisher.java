package io.millrace.serving.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.FactorsCodec;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.process.Json;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.JedisPooled;

/** Writes to Redis what the feature job and the training write. */
public final class RedisPublisher implements Publisher, AutoCloseable {
    private final ObjectMapper json = Json.mapper();
    private final OnlineKeys keys;
    private final JedisPooled redis;

    public RedisPublisher(URI url, OnlineKeys keys) {
        this.keys = keys;
        this.redis = new JedisPooled(url);
    }

    @Override
    public void publish(FeaturesPointer pointer, List<List<CatalogItem>> parts, Map<String, UserFeatures> known) {
        for (int part = 0; part < parts.size(); part++) {
            redis.set(keys.items(pointer.version(), part), text(parts.get(part)));
        }
        known.forEach((id, user) -> redis.set(keys.user(pointer.version(), id), text(user)));
        redis.set(keys.featuresPointer(), text(pointer));
    }

    @Override
    public void publish(ModelManifest manifest, List<ItemFactors> parts) {
        for (int part = 0; part < parts.size(); part++) {
            redis.set(bytes(keys.itemFactors(manifest.model(), part)), FactorsCodec.encode(parts.get(part)));
        }
        redis.set(keys.modelPointer(), text(manifest));
    }

    /** Writes any text under any key. */
    public void write(String key, String value) {
        redis.set(key, value);
    }

    @Override
    public void forgetFeatures(String version) {
        redis.keys(keys.featuresPrefix(version) + "*").forEach(redis::del);
    }

    @Override
    public void clear() {
        redis.flushAll();
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
