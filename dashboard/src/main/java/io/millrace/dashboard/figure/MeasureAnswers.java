package io.millrace.dashboard.figure;

import io.millrace.dashboard.stream.SharedView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Answers a question that many ask at the same time once. */
public final class MeasureAnswers {
    private static final int REMEMBERED = 16;

    private final MeasureReading reading;
    private final Duration poll;
    private final Executor threads;
    private final Map<Question, SharedView<MeasureAnswer>> views = new LinkedHashMap<>(REMEMBERED, 1, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, SharedView<MeasureAnswer>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * Answers from a reading.
     *
     * @param poll for as long an answer is given again
     * @param threads that wait for the online store
     */
    public MeasureAnswers(MeasureReading reading, Duration poll, Executor threads) {
        this.reading = reading;
        this.poll = poll;
        this.threads = threads;
    }

    /** The answer, or the {@link QuestionException} that refuses the question. */
    public CompletableFuture<MeasureAnswer> answer(Question question) {
        SharedView<MeasureAnswer> view;
        synchronized (views) {
            view = views.computeIfAbsent(
                    question,
                    asked -> new SharedView<>(
                            () -> CompletableFuture.supplyAsync(() -> reading.answer(asked), threads),
                            poll,
                            System::nanoTime));
        }
        return view.read();
    }
}
