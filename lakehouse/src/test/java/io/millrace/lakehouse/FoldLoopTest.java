package io.millrace.lakehouse;

import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.lakehouse.silver.FoldRounds;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class FoldLoopTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    /** A round of a test's own. */
    private record Rounds(Round each) implements FoldRounds {
        private interface Round {
            boolean run() throws Throwable;
        }

        @Override
        public void count() {}

        @Override
        public boolean round() throws InterruptedException {
            try {
                return each.run();
            } catch (Throwable e) {
                throw Rounds.<RuntimeException>undeclared(e);
            }
        }

        /** As code in Scala throws, which knows no checked exceptions. */
        @SuppressWarnings("unchecked")
        private static <T extends Throwable> T undeclared(Throwable e) throws T {
            throw (T) e;
        }

        @Override
        public Optional<LakeSnapshot> latest() {
            return Optional.empty();
        }
    }

    @Test
    void aCheckedExceptionOfSparkEndsTheLoopVisibly() {
        var failure = new SparkException("nobody declares me");
        try (var loop = new FoldLoop(
                new Rounds(() -> {
                    throw failure;
                }),
                () -> {},
                AT_ONCE)) {
            loop.start();
            ExecutionException ended = catchThrowableOfType(
                    ExecutionException.class, () -> loop.ended().get(1, TimeUnit.MINUTES));
            assertThat(ended).hasCause(failure);
        }
    }

    @Test
    void anInterruptThatNobodyAskedForIsAFailureToo() {
        try (var loop = new FoldLoop(
                new Rounds(() -> {
                    throw new InterruptedException("a thread below was ended");
                }),
                () -> {},
                AT_ONCE)) {
            loop.start();
            ExecutionException ended = catchThrowableOfType(
                    ExecutionException.class, () -> loop.ended().get(1, TimeUnit.MINUTES));
            assertThat(ended).hasCauseInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aRoundThatFailsBecauseTheLoopIsClosedIsNoFailure() throws Exception {
        var begun = new CountDownLatch(1);
        var closing = new CountDownLatch(1);
        var loop = new FoldLoop(
                new Rounds(() -> {
                    begun.countDown();
                    closing.await();
                    throw new SparkException("the session was stopped");
                }),
                () -> {},
                AT_ONCE);
        loop.start();
        begun.await();
        var closer = new Thread(loop::close);
        closer.start();
        while (closer.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        closing.countDown();
        closer.join();
        assertThat(loop.ended()).isCompletedWithValue(null);
    }

    @Test
    void theLoopRunsOnAfterARoundWithoutNews() throws Exception {
        var three = new CountDownLatch(3);
        try (var loop = new FoldLoop(
                new Rounds(() -> {
                    three.countDown();
                    return false;
                }),
                () -> {},
                AT_ONCE)) {
            loop.start();
            assertThat(three.await(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
