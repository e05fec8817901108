package io.millrace.dashboard.figure;

import io.millrace.contracts.online.FigureKeys;
import io.millrace.contracts.pipeline.Window;
import io.millrace.dashboard.online.LiveKeys;
import io.millrace.dashboard.online.OnlineStore;
import java.util.List;

/** Answers questions about measures from the online store. */
public record MeasureReading(OnlineStore store, LiveKeys live) {
    /** So many spans are looked through for one answer: a dimension may have any number of values. */
    static final long MOST_FIELDS = 200_000;

    /**
     * The answer.
     *
     * @throws QuestionException if it would take too long to find
     */
    public MeasureAnswer answer(Question question) {
        FigureKeys keys = live.current();
        List<String> hashes = keys.buckets(
                question.measure().name(), question.by(), question.window(), question.from(), question.to());
        long fields = store.sizes(hashes).stream().mapToLong(Long::longValue).sum();
        if (fields > MOST_FIELDS) {
            throw new QuestionException(
                    "by=%s has %d spans from %s on, and at most %d are looked through; bring from and to closer together, or ask for another window"
                            .formatted(question.by(), fields, question.from(), MOST_FIELDS));
        }
        boolean isAll = question.window() == Window.ALL;
        return MeasureAnswer.of(
                question,
                Spans.of(
                        store.hashes(hashes),
                        start -> isAll || !start.isBefore(question.from()) && start.isBefore(question.to())));
    }
}
