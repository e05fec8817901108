package io.millrace.serving.view;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RepeatedWorkTest {
    private static final long DEADLINE_SECONDS = 10;

    @Test
    void workIsDoneAgainUntilItIsClosed() throws Exception {
        // Given
        var thrice = new CountDownLatch(3);
        var work = new RepeatedWork("work", () -> {
            thrice.countDown();
            return Duration.ZERO;
        });
        // When
        work.start();
        // Then
        assertThat(thrice.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(work.end()).isNotDone();
        work.close();
        work.end().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void aFailureThatNobodyForesawIsTheEnd() {
        // Given
        var work = new RepeatedWork("work", () -> {
            throw new IllegalStateException("unforeseen");
        });
        // When
        work.start();
        // Then
        assertThatThrownBy(() -> work.end().get(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("unforeseen");
    }

    @Test
    void aLongRestEndsWithTheClosing() throws Exception {
        // Given
        var begun = new CountDownLatch(1);
        var work = new RepeatedWork("work", () -> {
            begun.countDown();
            return Duration.ofDays(1);
        });
        work.start();
        assertThat(begun.await(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        // When
        work.close();
        // Then
        work.end().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }
}
