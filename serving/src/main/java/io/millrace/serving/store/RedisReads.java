package io.millrace.serving.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/** Connections to one Redis, whose failures are those of the online store. */
final class RedisReads implements AutoCloseable {
    private final String address;
    private final JedisPooled redis;

    /**
     * Connects when it is first asked.
     *
     * @param timeout how long to wait for a connection and for each answer, beyond the time for which a command that waits
     *     was told to wait
     * @param longestWait for which a command may be told to wait
     * @param connections how many may be open at the same time
     */
    RedisReads(URI url, Duration timeout, Duration longestWait, int connections) {
        this.address = url.getHost() + ":" + url.getPort();
        int millis = Math.toIntExact(timeout.toMillis());
        var client = DefaultJedisClientConfig.builder()
                .timeoutMillis(millis)
                // By default such a command waits for ever for a server that has vanished.
                .blockingSocketTimeoutMillis(
                        Math.toIntExact(timeout.plus(longestWait).toMillis()))
                .user(JedisURIHelper.getUser(url))
                .password(JedisURIHelper.getPassword(url))
                .database(JedisURIHelper.getDBIndex(url))
                .protocol(JedisURIHelper.getRedisProtocol(url))
                .ssl(JedisURIHelper.isRedisSSLScheme(url))
                .build();
        this.redis = new JedisPooled(JedisURIHelper.getHostAndPort(url), client, pool(connections, timeout));
    }

    private static GenericObjectPoolConfig<Connection> pool(int connections, Duration timeout) {
        var config = new GenericObjectPoolConfig<Connection>();
        config.setMaxTotal(connections);
        config.setMaxIdle(connections);
        config.setMaxWait(timeout);
        config.setJmxEnabled(false);
        return config;
    }

    /** Asks Redis. */
    <T> T ask(Function<JedisPooled, T> question) {
        try {
            return question.apply(redis);
        } catch (JedisException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE, "Redis at %s did not answer: %s".formatted(address, e.getMessage()), e);
        }
    }

    Optional<byte[]> bytes(String key) {
        return ask(connected -> Optional.ofNullable(connected.get(key.getBytes(StandardCharsets.UTF_8))));
    }

    <T> Optional<T> json(String key, ObjectReader reader) {
        return bytes(key).map(bytes -> parsed(key, reader, bytes));
    }

    /** What these bytes say, which stand under this key. */
    <T> T parsed(String key, ObjectReader reader, byte[] bytes) {
        try {
            return reader.readValue(bytes);
        } catch (JsonProcessingException e) {
            throw unreadable(key, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    PipelineException missing(String key) {
        return new PipelineException(
                FailureKind.ONLINE_STORE,
                "Redis at %s lacks '%s', which its pointer promises; publish again".formatted(address, key));
    }

    PipelineException unreadable(String key, Exception cause) {
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
