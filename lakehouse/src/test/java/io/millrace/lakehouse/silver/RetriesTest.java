package io.millrace.lakehouse.silver;

import io.millrace.contracts.change.TableId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetriesTest {
    private static final TableId USERS = TableId.parse("users");

    private Instant now = Instant.EPOCH;
    private final InstantSource source = () -> now;
    private final Retries retries = new Retries(source.withZone(ZoneOffset.UTC));

    @Test
    void eachFailureDoublesThePause() {
        assertThat(retries.isPausing(USERS)).isFalse();

        retries.failed(USERS);
        assertThat(retries.isPausing(USERS)).isTrue();
        pass(1);
        assertThat(retries.isPausing(USERS)).isFalse();

        retries.failed(USERS);
        pass(1);
        assertThat(retries.isPausing(USERS)).isTrue();
        pass(1);
        assertThat(retries.isPausing(USERS)).isFalse();
        assertThat(retries.times(USERS)).isEqualTo(2);
    }

    @Test
    void aSuccessEndsThePause() {
        retries.failed(USERS);
        retries.succeeded(USERS);
        assertThat(retries.isPausing(USERS)).isFalse();
        assertThat(retries.times(USERS)).isZero();
    }

    private void pass(long seconds) {
        now = now.plusSeconds(seconds);
    }
}
