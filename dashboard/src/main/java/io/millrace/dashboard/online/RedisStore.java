package io.millrace.dashboard.online;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.util.JedisURIHelper;

/** The online store in Redis; thread-safe. */
public final class RedisStore implements OnlineStore {
    private static final String WRITE_ONCE =
            """
            if not redis.call('SET', KEYS[1], ARGV[1], 'NX') then return 0 end
            local left = redis.call('PTTL', KEYS[2])
            if left > 0 then redis.call('PEXPIRE', KEYS[1], left) end
            return 1
            """;

    private final String address;
    private final JedisPooled redis;

    /**
     * Connects when it is first asked.
     *
     * @param patience how long to wait for a connection, and for each answer
     * @param connections at most; as many as threads ask, so that none waits for what another does not get
     */
    public RedisStore(URI url, Duration patience, int connections) {
        this.address = url.getHost() + ":" + url.getPort();
        var client = DefaultJedisClientConfig.builder()
                .timeoutMillis(Math.toIntExact(patience.toMillis()))
                .user(JedisURIHelper.getUser(url))
                .password(JedisURIHelper.getPassword(url))
                .database(JedisURIHelper.getDBIndex(url))
                .protocol(JedisURIHelper.getRedisProtocol(url))
                .ssl(JedisURIHelper.isRedisSSLScheme(url))
                .build();
        var pool = new GenericObjectPoolConfig<Connection>();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        pool.setMaxWait(patience);
        pool.setJmxEnabled(false);
        this.redis = new JedisPooled(JedisURIHelper.getHostAndPort(url), client, pool);
    }

    @Override
    public List<Optional<String>> texts(List<String> keys) {
        return each(keys, AbstractPipeline::get).stream()
                .map(Optional::ofNullable)
                .toList();
    }

    @Override
    public List<Long> sizes(List<String> hashes) {
        return each(hashes, AbstractPipeline::hlen);
    }

    @Override
    public Map<String, Map<String, String>> hashes(List<String> keys) {
        List<Map<String, String>> found = each(keys, AbstractPipeline::hgetAll);
        Map<String, Map<String, String>> hashes = new HashMap<>();
        for (int index = 0; index < keys.size(); index++) {
            hashes.put(keys.get(index), found.get(index));
        }
        return hashes;
    }

    @Override
    public List<String> highest(String sortedSet, int most) {
        return ask(connected -> connected.zrevrange(sortedSet, 0, most - 1L));
    }

    @Override
    public Step keys(String pattern, String cursor, int about) {
        return ask(connected -> {
            var found = connected.scan(cursor, new ScanParams().match(pattern).count(about));
            return new Step(found.getResult(), found.getCursor());
        });
    }

    @Override
    public void writeOnce(String key, String value, String livesWith) {
        ask(connected -> connected.eval(WRITE_ONCE, List.of(key, livesWith), List.of(value)));
    }

    private <T> List<T> each(List<String> keys, BiFunction<AbstractPipeline, String, Response<T>> question) {
        return ask(connected -> {
            try (AbstractPipeline pipeline = connected.pipelined()) {
                List<Response<T>> answers =
                        keys.stream().map(key -> question.apply(pipeline, key)).toList();
                pipeline.sync();
                // A key that is gone is no answer, which a list of the JDK could not hold.
                List<T> values = new ArrayList<>();
                answers.forEach(answer -> values.add(answer.get()));
                return values;
            }
        });
    }

    private <T> T ask(Function<JedisPooled, T> question) {
        try {
            return question.apply(redis);
        } catch (JedisException e) {
            throw new PipelineException(
                    FailureKind.ONLINE_STORE,
                    "Redis at %s does not answer: %s; './millrace status' shows what runs"
                            .formatted(address, e.getMessage()),
                    e);
        }
    }

    @Override
    public void close() {
        redis.close();
    }
}
