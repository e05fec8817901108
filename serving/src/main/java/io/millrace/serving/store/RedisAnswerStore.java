package io.millrace.serving.store;

import io.millrace.contracts.online.OnlineKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Response;
import redis.clients.jedis.params.SetParams;

/** Kept answers in Redis, laid out by {@link OnlineKeys}. */
final class RedisAnswerStore implements AnswerStore {
    private final OnlineKeys keys;
    private final RedisReads redis;

    RedisAnswerStore(OnlineKeys keys, RedisReads redis) {
        this.keys = keys;
        this.redis = redis;
    }

    @Override
    public void keepAnswer(String responseId, byte[] answer, int most, Duration age) {
        redis.ask(connected -> {
            List<String> replaced = write(connected, responseId, answer, most, age);
            // Whoever dies before this leaves answers that expire.
            return replaced.isEmpty()
                    ? 0
                    : connected.unlink(replaced.stream().map(keys::answer).toArray(String[]::new));
        });
    }

    /** Writes in one transaction, so that of many writers each removes other answers. */
    private List<String> write(JedisPooled connected, String responseId, byte[] answer, int most, Duration age) {
        try (AbstractTransaction transaction = connected.multi()) {
            transaction.set(
                    keys.answer(responseId).getBytes(StandardCharsets.UTF_8),
                    answer,
                    SetParams.setParams().px(age.toMillis()));
            transaction.lpush(keys.answers(), responseId);
            Response<List<String>> replaced = transaction.lrange(keys.answers(), most, -1);
            transaction.ltrim(keys.answers(), 0, most - 1L);
            transaction.pexpire(keys.answers(), age.toMillis());
            transaction.exec();
            return replaced.get();
        }
    }

    @Override
    public Optional<byte[]> keptAnswer(String responseId) {
        return redis.bytes(keys.answer(responseId));
    }
}
