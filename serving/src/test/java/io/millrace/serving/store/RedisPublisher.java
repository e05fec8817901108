package io.millrace.serving.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.ClickThrough;
import io.millrace.contracts.online.FactorsCodec;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.Glance;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.process.Json;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.StreamEntryID;

/** Writes to Redis what the feature job, the training and the streaming process write. */
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
        writeFactors(manifest.model(), parts);
        redis.set(keys.modelPointer(), text(manifest));
    }

    @Override
    public void publish(ShadowPointer shadow, List<ItemFactors> parts) {
        writeFactors(shadow.model(), parts);
        redis.set(keys.shadowPointer(), text(shadow));
    }

    @Override
    public void endShadow() {
        redis.del(keys.shadowPointer());
    }

    @Override
    public ShadowCounts shadowCounts(ShadowPointer shadow) {
        return ShadowCounts.parse(redis.hgetAll(keys.shadowCounts(shadow.model(), shadow.since())));
    }

    private void writeFactors(String model, List<ItemFactors> parts) {
        for (int part = 0; part < parts.size(); part++) {
            redis.set(bytes(keys.itemFactors(model, part)), FactorsCodec.encode(parts.get(part)));
        }
    }

    @Override
    public void publish(ClickThrough counted) {
        redis.set(keys.clickThrough(), text(counted));
    }

    @Override
    public void writeGlances(String userId, List<Glance> glances) {
        glances.forEach(glance -> redis.zadd(keys.glances(userId), glance.at().toEpochMilli(), glance.member()));
    }

    @Override
    public void writeLiveUsers(LivePointer live, Map<String, LiveUser> users) {
        users.forEach((id, user) ->
                redis.set(bytes(keys.liveUser(live.generation(), id)), LiveUserCodec.encode(Position.START, user)));
    }

    @Override
    public void writeLiveItems(LivePointer live, Map<String, LiveItem> items) {
        items.forEach((id, item) -> {
            redis.hset(keys.liveItems(live.generation()), id, text(item));
            redis.xadd(keys.liveItemChanges(live.generation()), StreamEntryID.NEW_ENTRY, Map.of("item", id));
        });
    }

    @Override
    public void writeLiveProgress(LivePointer live, int part, Progress progress) {
        redis.hset(keys.liveProgress(live.generation()), Integer.toString(part), text(progress));
    }

    @Override
    public void pointAt(LivePointer live) {
        redis.set(keys.livePointer(), text(live));
    }

    @Override
    public void cutLiveItemChanges(LivePointer live, int length) {
        redis.xtrim(keys.liveItemChanges(live.generation()), length, false);
    }

    @Override
    public void forgetLive(LivePointer live) {
        redis.keys(keys.livePrefix(live.generation()) + "*").forEach(redis::del);
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
