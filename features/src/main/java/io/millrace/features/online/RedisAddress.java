package io.millrace.features.online;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.io.Serializable;
import java.net.URI;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Where Redis is; travels to executors, each of which opens its own connection. Prints without the password.
 *
 * @param batch commands that are sent before their answers are read
 */
public record RedisAddress(URI uri, int batch) implements Serializable {
    private static final String SCHEME = "redis";

    public RedisAddress {
        if (uri.getHost() == null || !(SCHEME.equals(uri.getScheme()) || (SCHEME + "s").equals(uri.getScheme()))) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "redis.url must look like redis://[user:password@]host:port[/database]; this one does not");
        }
        if (batch < 1) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "features.redis-batch must be at least 1, but is %d".formatted(batch));
        }
    }

    /** Reads {@code redis.url} and {@code features.redis-batch}. */
    public static RedisAddress from(Settings settings) {
        return new RedisAddress(settings.uri("redis.url"), settings.number("features.redis-batch"));
    }

    /**
     * A connection that has answered.
     *
     * @throws PipelineException of kind ONLINE_STORE if Redis is unreachable or refuses
     */
    public Jedis connect() {
        var jedis = new Jedis(uri);
        try {
            jedis.ping();
            return jedis;
        } catch (JedisException e) {
            jedis.close();
            throw new PipelineException(
                    FailureKind.ONLINE_STORE,
                    "Redis at %s does not answer; check that it runs and that redis.url names it".formatted(this),
                    e);
        }
    }

    @Override
    public String toString() {
        return uri.getHost() + ":" + uri.getPort();
    }
}
