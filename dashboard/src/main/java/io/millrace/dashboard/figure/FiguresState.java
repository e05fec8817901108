package io.millrace.dashboard.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.online.Rising;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All figures of a moment, as far as a page needs them to go on from what it has.
 *
 * @param problem why there are none; nothing where all is well
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record FiguresState(List<MeasureNow> measures, List<TrendNow> trends, Optional<String> problem) {
    public FiguresState {
        measures = List.copyOf(measures);
        trends = List.copyOf(trends);
    }

    static FiguresState unknown(String problem) {
        return new FiguresState(List.of(), List.of(), Optional.of(problem));
    }

    /**
     * The latest of one measure in total.
     *
     * @param window the measure's finest
     * @param from the beginning of the first span that {@code recent} is about
     * @param recent spans with rows from then on
     * @param spans the span of now in each window, the finest first
     */
    public record MeasureNow(String name, String window, Instant from, List<Point> recent, List<SpanNow> spans) {}

    /** A measure in a window as of now. */
    public record SpanNow(String window, Point point) {}

    /** What rises by a trend, the surest first. */
    public record TrendNow(String name, List<Rising> rising) {}
}
