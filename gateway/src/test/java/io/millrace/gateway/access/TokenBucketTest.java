package io.millrace.gateway.access;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenBucketTest {
    private final AtomicLong nanos = new AtomicLong();
    private final TokenBucket bucket = new TokenBucket(10, 20, nanos::get);

    @Test
    void aBurstPassesAndThenTheRateHolds() {
        // Given
        assertThat(bucket.take(20)).isEmpty();
        // Then
        assertThat(bucket.take(1)).contains(Duration.ofMillis(100));
        pass(Duration.ofMillis(99));
        assertThat(bucket.take(1)).isPresent();
        pass(Duration.ofMillis(2));
        assertThat(bucket.take(1)).isEmpty();
        assertThat(bucket.take(1)).isPresent();
    }

    @Test
    void whatIsLargerThanABurstPassesAndIsPaidFor() {
        assertThat(bucket.take(100)).isEmpty();
        assertThat(bucket.take(1)).contains(Duration.ofMillis(8_100));
        pass(Duration.ofMillis(8_101));
        assertThat(bucket.take(1)).isEmpty();
    }

    @Test
    void aLongPauseGivesNoMoreThanABurst() {
        bucket.take(20);
        pass(Duration.ofDays(1));
        assertThat(bucket.take(20)).isEmpty();
        assertThat(bucket.take(1)).isPresent();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
