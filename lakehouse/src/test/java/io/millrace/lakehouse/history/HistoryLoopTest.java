package io.millrace.lakehouse.history;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryLoopTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    /** Histories of which each look does something. */
    private record Looking(Runnable each) implements HistoryRounds {
        @Override
        public void begin() {}

        @Override
        public void look() {
            each.run();
        }

        @Override
        public void round() {}
    }

    @Test
    void aLookThatFailsIsFollowedByAnother() throws Exception {
        var two = new CountDownLatch(2);
        var ended = new CompletableFuture<Throwable>();
        try (var loop = new HistoryLoop(
                new Looking(() -> {
                    two.countDown();
                    throw new IllegalStateException("the broker does not answer");
                }),
                AT_ONCE,
                ended::complete)) {
            loop.start();
            assertThat(two.await(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(ended).isNotDone();
    }

    @Test
    void whatEndsTheLoopIsTold() throws Exception {
        var failure = new LinkageError("a class of another version");
        var ended = new CompletableFuture<Throwable>();
        try (var loop = new HistoryLoop(
                new Looking(() -> {
                    throw failure;
                }),
                AT_ONCE,
                ended::complete)) {
            loop.start();
            assertThat(ended.get(1, TimeUnit.MINUTES)).isSameAs(failure);
        }
    }
}
