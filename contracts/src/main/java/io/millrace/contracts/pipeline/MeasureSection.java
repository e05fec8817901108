package io.millrace.contracts.pipeline;

import io.millrace.contracts.event.EventType;
import io.millrace.contracts.pipeline.RowScope.Use;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads one measure. */
final class MeasureSection {
    private static final Map<String, Aggregate> AGGREGATES = words(Aggregate.values());
    static final Map<String, Window> WINDOWS = words(Window.values());
    private static final List<Window> USUAL_WINDOWS = List.of(Window.MINUTE, Window.HOUR, Window.DAY, Window.ALL);

    private MeasureSection() {}

    static <T extends Enum<T>> Map<String, T> words(T[] all) {
        Map<String, T> words = new LinkedHashMap<>();
        for (T each : all) {
            words.put(each.name().toLowerCase(Locale.ROOT), each);
        }
        return words;
    }

    static Measure read(String name, YamlSection section, List<EventType> events) {
        RowScope scope = RowScope.read(section, events);
        Aggregate aggregate = FiguresSection.choice(section, "aggregate", AGGREGATES, Aggregate.COUNT);
        List<ColumnRef> value = scope.value(section, use(aggregate));
        if (value.isEmpty() && aggregate != Aggregate.COUNT) {
            section.problemAt("value", "is missing: only 'count' does without one");
        }
        Map<String, Dimension> by = new LinkedHashMap<>();
        YamlSection dimensions = section.section("by");
        for (String dimension : dimensions.names()) {
            by.put(dimension, dimension(dimension, dimensions, scope));
        }
        return new Measure(name, scope.rows(), aggregate, value, by, windows(section));
    }

    private static Use use(Aggregate aggregate) {
        return switch (aggregate) {
            case SUM, AVERAGE -> Use.NUMBER;
            case COUNT -> Use.ANY;
            case DISTINCT -> Use.WORD;
        };
    }

    /** {@code category: category}, or a mapping of {@code table}, {@code by} and {@code column}. */
    private static Dimension dimension(String name, YamlSection dimensions, RowScope scope) {
        if (name.equals(Measure.TOTAL)) {
            dimensions.problemAt(name, "may not be a dimension's name: it stands for the measure that is not divided");
        }
        if (!dimensions.isMapping(name)) {
            return new Dimension.Own(scope.column("by." + name, dimensions.requiredText(name), Use.WORD));
        }
        YamlSection looked = dimensions.section(name);
        FiguresSection.checkName(name, looked);
        var dimension = new Dimension.Looked(
                looked.requiredTable("table"),
                scope.column("by." + name + ".by", looked.requiredText("by"), Use.WORD),
                looked.requiredText("column"));
        looked.close();
        return dimension;
    }

    private static List<Window> windows(YamlSection section) {
        if (!section.has("windows")) {
            return USUAL_WINDOWS;
        }
        List<Window> windows = new ArrayList<>();
        for (String word : section.texts("windows")) {
            windows.add(FiguresSection.chosen(section, "windows", word, WINDOWS, Window.ALL));
        }
        return windows;
    }
}
