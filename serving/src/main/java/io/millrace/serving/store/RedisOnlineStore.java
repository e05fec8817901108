package io.millrace.serving.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.millrace.contracts.online.CatalogItem;
import io.millrace.contracts.online.FactorsCodec;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;

/** The online store in Redis, laid out by {@link OnlineKeys}. */
public final class RedisOnlineStore implements OnlineStore {
    private final OnlineKeys keys;
    private final String address;
    private final JedisPooled redis;
    private final ObjectReader featuresPointers;
    private final ObjectReader manifests;
    private final ObjectReader catalogs;
    private final ObjectReader users;

    /**
     * Connects when it is first asked.
     *
     * @param timeout how long to wait for a connection and for each answer
     * @param connections how many may be open at the same time
     */
    public RedisOnlineStore(URI url, OnlineKeys keys, Duration timeout, int connections) {
        this.keys = keys;
        this.address = url.getHost() + ":" + url.getPort();
        int millis = Math.toIntExact(timeout.toMillis());
        this.redis = new JedisPooled(pool(connections, timeout), url, millis, millis);
        ObjectMapper json = Json.mapper();
        this.featuresPointers = json.readerFor(FeaturesPointer.class);
        this.manifests = json.readerFor(ModelManifest.class);
        this.catalogs = json.readerFor(new TypeReference<List<CatalogItem>>() {});
        this.users = json.readerFor(UserFeatures.class);
    }

    private static GenericObjectPoolConfig<Connection> pool(int connections, Duration timeout) {
        var config = new GenericObjectPoolConfig<Connection>();
        config.setMaxTotal(connections);
        config.setMaxIdle(connections);
        config.setMaxWait(timeout);
        config.setJmxEnabled(false);
        return config;
    }

    @Override
    public Optional<FeaturesPointer> currentFeatures() {
        return json(keys.featuresPointer(), featuresPointers);
    }

    @Override
    public Optional<ModelManifest> currentModel() {
        return json(keys.modelPointer(), manifests);
    }

    @Override
    public List<CatalogItem> items(String version, int part) {
        String key = keys.items(version, part);
        Optional<List<CatalogItem>> items = json(key, catalogs);
        return items.orElseThrow(() -> missing(key));
    }

    @Override
    public ItemFactors itemFactors(String model, int part) {
        String key = keys.itemFactors(model, part);
        byte[] bytes = bytes(key).orElseThrow(() -> missing(key));
        try {
            return FactorsCodec.decode(bytes);
        } catch (IllegalArgumentException e) {
            throw unreadable(key, e);
        }
    }

    @Override
    public Optional<UserFeatures> user(String version, String userId) {
        return json(keys.user(version, userId), users);
    }

    private <T> Optional<T> json(String key, ObjectReader reader) {
        Optional<byte[]> bytes = bytes(key);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.readValue(bytes.get()));
        } catch (JsonProcessingException e) {
            throw unreadable(key, e);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Optional<byte[]> bytes(String key) {
        try {
            return Optional.ofNullable(redis.get(key.getBytes(StandardCharsets.UTF_8)));
        } catch (JedisException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE, "Redis at %s did not answer: %s".formatted(address, e.getMessage()), e);
        }
    }

    private PipelineException missing(String key) {
        return new PipelineException(
                FailureKind.ONLINE_STORE,
                "Redis at %s lacks '%s', which its pointer promises; publish again".formatted(address, key));
    }

    private PipelineException unreadable(String key, Exception cause) {
        return new PipelineException(
                FailureKind.ONLINE_STORE,
                "What Redis at %s holds under '%s' cannot be read: %s".formatted(address, key, cause.getMessage()),
                cause);
    }

    @Override
    public void close() {
        redis.close();
    }
}
