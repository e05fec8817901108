package io.millrace.dashboard.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PipelineViewTest {
    private static final int READERS = 1_000;
    private final List<CompletableFuture<PipelineReading>> asked = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final PipelineView view = new PipelineView(this::ask, Duration.ofSeconds(1), nanos::get);

    private CompletableFuture<PipelineReading> ask() {
        asked.add(new CompletableFuture<>());
        return asked.get(asked.size() - 1);
    }

    private static PipelineReading reading() {
        return new PipelineReading(
                Instant.EPOCH,
                new PipelineState(
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void thousandReadersOfOnePollCostOneQuestion() {
        // When
        List<CompletableFuture<PipelineReading>> answers = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            answers.add(view.read());
        }
        asked.get(0).complete(reading());
        // Then
        assertThat(asked).hasSize(1);
        assertThat(answers).allMatch(CompletableFuture::isDone);
    }

    @Test
    void nextPollAsksAgain() {
        view.read();
        asked.get(0).complete(reading());
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
        CompletableFuture<PipelineReading> impatient = view.read();
        CompletableFuture<PipelineReading> patient = view.read();
        impatient.cancel(true);
        asked.get(0).complete(reading());
        assertThat(patient).isCompletedWithValue(reading());
    }
}
