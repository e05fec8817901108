package io.millrace.streaming.feedback;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

import static org.assertj.core.api.Assertions.assertThat;

class GlanceStoreTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOADING Redis is loading the dataset in memory",
                "OOM command not allowed when used memory > 'maxmemory'.",
                "READONLY You can't write against a read only replica."
            })
    void aRedisThatRefusesForNowIsAskedAgain(String answer) {
        assertThat(GlanceStore.isPassing(new JedisDataException(answer))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "NOPERM this user has no permissions to run the 'zadd' command",
                "ERR GT, LT, and/or NX options at the same time are not compatible",
                ""
            })
    void whatRedisWillNeverTakeIsNotTriedAgain(String answer) {
        assertThat(GlanceStore.isPassing(new JedisDataException(answer))).isFalse();
    }

    @Test
    void aRedisThatIsAwayIsAskedAgain() {
        assertThat(GlanceStore.isPassing(new JedisConnectionException("Connection refused")))
                .isTrue();
    }
}
