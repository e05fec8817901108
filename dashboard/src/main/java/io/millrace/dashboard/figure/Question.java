package io.millrace.dashboard.figure;

import io.millrace.contracts.pipeline.Aggregate;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody wants to know of a measure: the spans that begin from one moment on and before another. It is never about
 * more than can be answered at once.
 *
 * @param by a dimension's name, or {@link Measure#TOTAL}
 * @param limit so many groups are told
 */
public record Question(Measure measure, String by, Window window, Instant from, Instant to, int limit) {
    private static final List<String> NAMES = List.of("by", "window", "from", "to", "last", "limit");
    private static final String LAST = "last";
    private static final int MOST_GROUPS = 100;
    private static final int GROUPS = 10;
    private static final long MOST_SPANS = 3_000;
    private static final long MOST_POINTS = 10_000;

    /**
     * Reads a question; without a range it is about the latest spans.
     *
     * @throws QuestionException that names what is wrong
     */
    public static Question of(Pipeline pipeline, Measure measure, Parameters parameters, Instant now) {
        parameters.allow(NAMES);
        List<String> dimensions = new ArrayList<>(measure.by().keySet());
        dimensions.add(0, Measure.TOTAL);
        String by = parameters.word("by", dimensions, Measure.TOTAL);
        Window window = window(measure, parameters);
        int limit = parameters.number("limit", MOST_GROUPS, GROUPS);
        ZoneId zone = pipeline.recommend().timezone();
        if (window == Window.ALL) {
            for (String name : List.of("from", "to", LAST)) {
                if (parameters.values().containsKey(name)) {
                    throw new QuestionException(
                            name + " says nothing about window=all, which is one span; leave it out");
                }
            }
            return new Question(measure, by, window, Instant.EPOCH, next(Window.MINUTE, now, zone), limit);
        }
        Instant to = parameters.moment("to").orElse(next(window, now, zone));
        Instant from = last(measure, window, parameters)
                .map(to::minus)
                .or(() -> parameters.moment("from"))
                .orElse(to.minus(usual(window)));
        if (!from.isBefore(to)) {
            throw new QuestionException("from must be before to, but they are %s and %s".formatted(from, to));
        }
        var question = new Question(measure, by, window, window.start(from, zone), to, limit);
        question.check();
        return question;
    }

    /** The time that slides with now; its value is what all of its spans are together. */
    private static Optional<Duration> last(Measure measure, Window window, Parameters parameters) {
        Optional<Duration> last = parameters.span(LAST);
        if (last.isEmpty()) {
            return last;
        }
        for (String name : List.of("from", "to")) {
            if (parameters.values().containsKey(name)) {
                throw new QuestionException("last ends now; leave " + name + " out");
            }
        }
        if (measure.aggregate() == Aggregate.DISTINCT) {
            throw new QuestionException(
                    "last adds spans up, which different values cannot be; ask for the spans of a longer window");
        }
        Duration span = length(window);
        if (!last.get().equals(span.multipliedBy(last.get().dividedBy(span)))) {
            throw new QuestionException("last must be whole spans of window=%s, but is '%s'"
                    .formatted(window.text(), parameters.values().get(LAST)));
        }
        return last;
    }

    private static Window window(Measure measure, Parameters parameters) {
        List<String> words = measure.windows().stream().map(Window::text).toList();
        String word = parameters.word("window", words, words.get(0));
        return measure.windows().get(words.indexOf(word));
    }

    private void check() {
        long spans = Duration.between(from, to).dividedBy(length(window)) + 1;
        if (spans > MOST_SPANS) {
            throw new QuestionException(
                    "from and to are %d spans of window=%s apart; ask for at most %d, or for a longer window"
                            .formatted(spans, window.text(), MOST_SPANS));
        }
        if (!by.equals(Measure.TOTAL) && spans * limit > MOST_POINTS) {
            throw new QuestionException(
                    "limit=%d groups of %d spans each are more than %d points; lower limit, or bring from and to closer together"
                            .formatted(limit, spans, MOST_POINTS));
        }
    }

    /** How long a span is, by and large: a day of summer time is an hour more or less. */
    static Duration length(Window window) {
        return switch (window) {
            case MINUTE -> Duration.ofMinutes(1);
            case HALF_HOUR -> Duration.ofMinutes(30);
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofDays(1);
            case ALL -> throw new IllegalArgumentException("All time has no length");
        };
    }

    private static Duration usual(Window window) {
        return switch (window) {
            case MINUTE -> Duration.ofHours(3);
            case HALF_HOUR -> Duration.ofHours(24);
            case HOUR -> Duration.ofHours(48);
            case DAY -> Duration.ofDays(30);
            case ALL -> throw new IllegalArgumentException("All time has no range");
        };
    }

    /** The beginning of the span after the one of now. */
    private static Instant next(Window window, Instant now, ZoneId zone) {
        // A day has at most 25 hours, so that half a span beyond its length is within the next one.
        return window.start(
                window.start(now, zone).plus(length(window)).plus(length(window).dividedBy(2)), zone);
    }

    /** The measure of this name. */
    public static Optional<Measure> measure(Pipeline pipeline, String name) {
        return pipeline.figures().measures().stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst();
    }
}
