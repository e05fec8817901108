package io.millrace.gateway.watch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class WatchTest {
    private static final Duration LONG = Duration.ofDays(1);

    @Test
    void itLooksAgainAfterEachPauseUntilItIsClosed() throws Exception {
        // Given
        var looks = new CountDownLatch(3);
        var watch = new Watch("test", () -> {
            looks.countDown();
            return Duration.ofMillis(1);
        });
        // When
        watch.start();
        looks.await();
        watch.close();
        // Then
        assertThat(watch.end()).isCompleted();
    }

    @Test
    void whatALookThrowsIsItsEnd() {
        var failure = new IllegalStateException("seen");
        try (var watch = new Watch("test", () -> {
            throw failure;
        })) {
            watch.start();
            assertThat(watch.end())
                    .failsWithin(60, TimeUnit.SECONDS)
                    .withThrowableThat()
                    .withCause(failure);
        }
    }

    @Test
    void itIsClosedInAPauseAndInALook() throws Exception {
        for (boolean isInALook : new boolean[] {true, false}) {
            // Given
            var looking = new CountDownLatch(1);
            var watch = new Watch("test", () -> {
                looking.countDown();
                if (isInALook) {
                    new CountDownLatch(1).await();
                }
                return LONG;
            });
            watch.start();
            looking.await();
            // When
            watch.close();
            // Then
            assertThat(watch.end()).as("in a look: %s", isInALook).isCompleted();
        }
    }

    @Test
    void oneThatHasNotBegunIsClosedAtOnce() {
        var watch = new Watch("test", () -> LONG);
        watch.close();
        assertThat(watch.end()).isNotDone();
    }
}
