package io.millrace.dashboard.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SharedViewTest {
    private static final int READERS = 1_000;
    private final List<CompletableFuture<String>> asked = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final SharedView<String> view = new SharedView<>(this::ask, Duration.ofSeconds(1), nanos::get);
    private boolean isRefused;

    private CompletableFuture<String> ask() {
        if (isRefused) {
            throw new RejectedExecutionException();
        }
        asked.add(new CompletableFuture<>());
        return asked.get(asked.size() - 1);
    }

    @Test
    void thousandReadersOfOnePollCostOneQuestion() {
        // When
        List<CompletableFuture<String>> answers = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            answers.add(view.read());
        }
        asked.get(0).complete("all is well");
        // Then
        assertThat(asked).hasSize(1);
        assertThat(answers).allMatch(CompletableFuture::isDone);
    }

    @Test
    void nextPollAsksAgain() {
        view.read();
        asked.get(0).complete("all is well");
        nanos.set(Duration.ofMillis(999).toNanos());
        view.read();
        assertThat(asked).hasSize(1);
        nanos.set(Duration.ofSeconds(1).toNanos());
        view.read();
        assertThat(asked).hasSize(2);
    }

    @Test
    void slowAnswerIsWaitedForAndNotAskedForAgain() {
        view.read();
        nanos.set(Duration.ofSeconds(5).toNanos());
        view.read();
        assertThat(asked).hasSize(1);
    }

    @Test
    void readerThatGivesUpDoesNotEndTheWaitOfOthers() {
        CompletableFuture<String> impatient = view.read();
        CompletableFuture<String> patient = view.read();
        impatient.cancel(true);
        asked.get(0).complete("all is well");
        assertThat(patient).isCompletedWithValue("all is well");
    }

    @Test
    void questionThatCouldNotBeAskedIsAskedByTheNextReader() {
        // Given
        view.read();
        asked.get(0).complete("of before");
        nanos.set(Duration.ofSeconds(1).toNanos());
        isRefused = true;
        assertThatThrownBy(view::read).isInstanceOf(RejectedExecutionException.class);
        // When
        isRefused = false;
        CompletableFuture<String> next = view.read();
        // Then
        assertThat(asked).hasSize(2);
        assertThat(next).as("what was read before is too old").isNotDone();
    }
}
