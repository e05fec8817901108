package io.millrace.dashboard.figure;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.contracts.pipeline.ColumnRef;
import io.millrace.contracts.pipeline.Figures;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Rule;
import io.millrace.contracts.pipeline.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** All that a pipeline declares to be computed live, as the API lists it. */
public record FigureList(
        String pipeline, ZoneId timezone, List<Declared> measures, List<TrendLine> trends, List<RuleLine> rules) {

    /**
     * A measure.
     *
     * @param unit what its values are of: rows, the columns that are multiplied, or different values of them
     * @param by the names of its dimensions
     */
    public record Declared(
            String name, String aggregate, String unit, String table, List<String> by, List<String> windows) {}

    /** A trend. */
    public record TrendLine(String name, String measure, String by, String window, int recent, int baseline) {}

    /**
     * A rule.
     *
     * @param kind {@code value}, {@code count} or {@code distinct}
     * @param within nothing for the value of one row
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record RuleLine(
            String name,
            String severity,
            String table,
            String key,
            String kind,
            BigDecimal above,
            Optional<Duration> within) {}

    /** The list of a pipeline. */
    public static FigureList of(Pipeline pipeline) {
        Figures figures = pipeline.figures();
        return new FigureList(
                pipeline.name(),
                pipeline.recommend().timezone(),
                figures.measures().stream().map(FigureList::measure).toList(),
                figures.trends().stream()
                        .map(trend -> new TrendLine(
                                trend.name(),
                                trend.measure(),
                                trend.by(),
                                trend.window().text(),
                                trend.recent(),
                                trend.baseline()))
                        .toList(),
                figures.rules().stream().map(FigureList::rule).toList());
    }

    private static Declared measure(Measure measure) {
        return new Declared(
                measure.name(),
                word(measure.aggregate()),
                unit(measure),
                measure.rows().of().text(),
                List.copyOf(measure.by().keySet()),
                measure.windows().stream().map(Window::text).toList());
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String unit(Measure measure) {
        String columns = measure.value().stream().map(ColumnRef::column).collect(Collectors.joining(" * "));
        return switch (measure.aggregate()) {
            case COUNT -> "rows of " + measure.rows().of().text();
            case SUM, AVERAGE -> columns;
            case DISTINCT -> "different " + columns;
        };
    }

    private static RuleLine rule(Rule rule) {
        Rule.Cause cause = rule.cause();
        if (cause instanceof Rule.ManyRows many) {
            return rule(rule, "count", BigDecimal.valueOf(many.bound()), Optional.of(many.within()));
        }
        if (cause instanceof Rule.ManyValues many) {
            return rule(rule, "distinct", BigDecimal.valueOf(many.bound()), Optional.of(many.within()));
        }
        return rule(rule, "value", ((Rule.AboveValue) cause).bound(), Optional.empty());
    }

    private static RuleLine rule(Rule rule, String kind, BigDecimal above, Optional<Duration> within) {
        return new RuleLine(
                rule.name(),
                word(rule.severity()),
                rule.rows().of().text(),
                rule.key().column(),
                kind,
                above,
                within);
    }
}
