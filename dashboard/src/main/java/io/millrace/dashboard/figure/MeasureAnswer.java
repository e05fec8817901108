package io.millrace.dashboard.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.pipeline.Aggregate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/**
 * What a measure is over a range of time, in total or by a dimension.
 *
 * @param from the beginning of the first span that was asked for
 * @param to before which the last one begins
 * @param known how many groups there are, told here or not
 * @param groups those with the highest values, the highest first; for the total one without a name, or none
 */
public record MeasureAnswer(
        String measure,
        String aggregate,
        String by,
        String window,
        Instant from,
        Instant to,
        int known,
        List<Group> groups) {

    /**
     * One value of the dimension.
     *
     * @param name nothing for the total, and for rows that have no value
     * @param value over the whole range; nothing where different values of several spans cannot be added up
     * @param points its spans with rows, in their order
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record Group(Optional<String> name, Optional<BigDecimal> value, long count, List<Point> points) {
        private static final Comparator<Group> HIGHEST_FIRST =
                Comparator.comparing(Group::rank).reversed().thenComparing(group -> group.name.orElse(""));

        static Group of(Optional<String> name, NavigableMap<Instant, MeasureBucket> spans, Aggregate aggregate) {
            MeasureBucket whole =
                    spans.values().stream().reduce(MeasureBucket::plus).orElseThrow();
            boolean isAdded = aggregate == Aggregate.DISTINCT && spans.size() > 1;
            return new Group(
                    name,
                    isAdded ? Optional.empty() : whole.value(aggregate),
                    whole.count(),
                    spans.entrySet().stream()
                            .map(span -> Point.of(span.getKey(), span.getValue(), aggregate))
                            .toList());
        }

        /** By its value; by its highest span where those cannot be added up. */
        private BigDecimal rank() {
            return value.or(() -> points.stream()
                            .flatMap(point -> point.value().stream())
                            .max(Comparator.naturalOrder()))
                    .orElse(BigDecimal.ZERO);
        }
    }

    static MeasureAnswer of(Question question, Map<Optional<String>, NavigableMap<Instant, MeasureBucket>> spans) {
        Aggregate aggregate = question.measure().aggregate();
        return new MeasureAnswer(
                question.measure().name(),
                FigureList.word(aggregate),
                question.by(),
                question.window().text(),
                question.from(),
                question.to(),
                spans.size(),
                spans.entrySet().stream()
                        .map(group -> Group.of(group.getKey(), group.getValue(), aggregate))
                        .sorted(Group.HIGHEST_FIRST)
                        .limit(question.limit())
                        .toList());
    }
}
