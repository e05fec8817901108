package io.millrace.contracts.pipeline;

import java.util.List;

/** What is computed live beside the interactions; without any of it nothing of it runs. */
public record Figures(List<Measure> measures, List<Trend> trends, List<Rule> rules) {
    /** No figures at all. */
    public static final Figures NONE = new Figures(List.of(), List.of(), List.of());

    public Figures {
        measures = List.copyOf(measures);
        trends = List.copyOf(trends);
        rules = List.copyOf(rules);
    }

    /** The place of a trend's measure among all of them. */
    public int measureOf(Trend trend) {
        for (int place = 0; place < measures.size(); place++) {
            if (measures.get(place).name().equals(trend.measure())) {
                return place;
            }
        }
        throw new IllegalArgumentException(
                "Trend '%s' is of '%s', which is no measure".formatted(trend.name(), trend.measure()));
    }

    public boolean isEmpty() {
        return measures.isEmpty() && rules.isEmpty();
    }
}
