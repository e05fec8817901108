package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.pipeline.InteractionKind.Scale;
import io.millrace.contracts.pipeline.InteractionKind.Through;
import io.millrace.contracts.pipeline.InteractionKind.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What the section {@code recommend.interactions} of a pipeline file says.
 *
 * @param ofTables kinds that are rows
 * @param ofEvents kinds that are events
 */
record InteractionsSection(List<InteractionKind> ofTables, List<EventInteraction> ofEvents) {
    private static final String EVENT = "event";

    /**
     * Reads the section.
     *
     * @param events the types that the file and every pipeline have
     */
    static InteractionsSection read(YamlSection section, List<EventType> events) {
        List<InteractionKind> ofTables = new ArrayList<>();
        List<EventInteraction> ofEvents = new ArrayList<>();
        section.sections().forEach((name, kind) -> {
            if (kind.has(EVENT)) {
                ofEvents.add(ofEvent(name, kind, events));
            } else {
                ofTables.add(ofTable(name, kind));
            }
            kind.close();
        });
        if (ofTables.isEmpty() && ofEvents.isEmpty()) {
            section.problem("must name at least one kind of interaction");
        }
        return new InteractionsSection(ofTables, ofEvents);
    }

    private static InteractionKind ofTable(String name, YamlSection section) {
        TableId table = section.requiredTable("table");
        Optional<Through> through = Optional.empty();
        if (section.has("through")) {
            YamlSection parent = section.section("through");
            through = Optional.of(new Through(parent.requiredTable("table"), parent.requiredText("by")));
            parent.close();
        }
        var scope = new ColumnScope(table, through.map(Through::table), section);
        Map<ColumnRef, List<String>> only = new LinkedHashMap<>();
        RecommendSection.conditions(section.section("only"))
                .forEach((column, values) -> only.put(scope.column("only", column), values));
        return new InteractionKind(
                name,
                table,
                through,
                scope.column("user", section.requiredText("user")),
                scope.column("item", section.requiredText("item")),
                scope.column("at", section.requiredText("at")),
                weight(section, scope::column),
                only);
    }

    private static EventInteraction ofEvent(String name, YamlSection section, List<EventType> events) {
        String event = section.requiredText(EVENT);
        section.text("table")
                .ifPresent(table -> section.problem(
                        "names the table '%s' and the event '%s'; an interaction is a row or an event, so take one away"
                                .formatted(table, event)));
        var scope = FieldScope.of(event, events, section);
        Optional<String> at = section.text("at").map(field -> scope.time("at", field));
        return new EventInteraction(
                name,
                event,
                scope.id("user", section.requiredText("user")),
                scope.id("item", section.requiredText("item")),
                at.or(scope::usualTime),
                weight(section, (key, field) -> new ColumnRef(false, scope.number(key, field))),
                scope.conditions(section.section("only")));
    }

    /**
     * {@code weight: quantity}, or a number, or a mapping of {@code column}, {@code scale} and {@code factor}.
     *
     * @param column resolves what stands under a key
     */
    private static Weight weight(YamlSection section, BiFunction<String, String, ColumnRef> column) {
        if (!section.has("weight")) {
            return Weight.ONE;
        }
        if (!section.isMapping("weight")) {
            String text = section.requiredText("weight");
            return number(text)
                    .map(factor -> new Weight(Optional.empty(), Scale.LINEAR, factor))
                    .orElseGet(() -> new Weight(Optional.of(column.apply("weight", text)), Scale.LINEAR, 1));
        }
        YamlSection weight = section.section("weight");
        Optional<ColumnRef> named = weight.text("column").map(text -> column.apply("weight.column", text));
        Scale scale = weight.parsed("scale", text -> Scale.valueOf(text.toUpperCase(Locale.ROOT)))
                .orElse(Scale.LINEAR);
        double factor = weight.parsed("factor", Double::parseDouble).orElse(1.0);
        weight.close();
        if (!(factor > 0)) {
            weight.problemAt("factor", "must be above zero");
        }
        return new Weight(named, scale, factor);
    }

    private static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
