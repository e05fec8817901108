package io.millrace.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.online.LiveUserCodec;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.process.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;

/** What Redis holds of users and items, whole: as the last feature job and as the live state have it. */
final class OnlineStates implements AutoCloseable {
    private static final ObjectMapper JSON = Json.mapper();

    private final OnlineKeys keys = new OnlineKeys("shop");
    private final Jedis redis;

    OnlineStates(URI url) {
        redis = new Jedis(url);
    }

    FeaturesPointer features() {
        return parsed(redis.get(keys.featuresPointer()), FeaturesPointer.class);
    }

    ModelManifest model() {
        return parsed(redis.get(keys.modelPointer()), ModelManifest.class);
    }

    private LivePointer live() {
        return parsed(redis.get(keys.livePointer()), LivePointer.class);
    }

    /** What all parts of the live state have reached; the position before all others where one says nothing. */
    Position livePosition() {
        return Optional.ofNullable(redis.get(keys.livePointer()))
                .map(pointer -> redis.hvals(keys.liveProgress(live().generation())))
                .filter(parts -> parts.size() == live().partitions())
                .flatMap(parts -> parts.stream()
                        .map(part -> parsed(part, Progress.class).position())
                        .min(Position::compareTo))
                .orElse(Position.START);
    }

    /** Every user of the last feature job. */
    Map<String, UserFeatures> batchUsers() {
        String version = features().version();
        Map<String, UserFeatures> users = new TreeMap<>();
        ids(keys.user(version, ""))
                .forEach(id -> users.put(id, parsed(redis.get(keys.user(version, id)), UserFeatures.class)));
        return users;
    }

    /** Makes a live user another one, behind the back of streaming. */
    void put(String user, Position at, LiveUser state) {
        redis.set(liveKey(user), LiveUserCodec.encode(at, state));
    }

    /** Removes a live user, behind the back of streaming. */
    void remove(String user) {
        redis.del(liveKey(user));
    }

    /** Removes a live item, behind the back of streaming. */
    void removeItem(String item) {
        redis.hdel(keys.liveItems(live().generation()), item);
    }

    private byte[] liveKey(String user) {
        return keys.liveUser(live().generation(), user).getBytes(StandardCharsets.UTF_8);
    }

    /** Every user that the live state says something of. */
    Map<String, LiveUser> liveUsers() {
        String generation = live().generation();
        Map<String, LiveUser> users = new TreeMap<>();
        ids(keys.liveUser(generation, ""))
                .forEach(id -> users.put(
                        id, LiveUserCodec.decode(redis.get(liveKey(id))).user()));
        return users;
    }

    Map<String, LiveItem> liveItems() {
        Map<String, LiveItem> items = new TreeMap<>();
        redis.hgetAll(keys.liveItems(live().generation()))
                .forEach((id, item) -> items.put(id, parsed(item, LiveItem.class)));
        return items;
    }

    // The key of nobody ends with an empty pair of braces; what stands between them in the others is the id.
    private List<String> ids(String nobody) {
        String start = nobody.substring(0, nobody.length() - 1);
        return redis.keys(start.replace("{", "[{]") + "*").stream()
                .map(key -> key.substring(start.length(), key.length() - 1))
                .toList();
    }

    private static <T> T parsed(String text, Class<T> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Redis holds what cannot be read: " + text, e);
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
