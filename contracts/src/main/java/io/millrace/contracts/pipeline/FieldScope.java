package io.millrace.contracts.pipeline;

import io.millrace.contracts.event.EventField;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.FieldType;
import io.millrace.contracts.event.Keeping;
import io.millrace.contracts.pipeline.RowScope.Use;
import io.millrace.contracts.process.Suggestion;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields that an interaction or a figure may name.
 *
 * @param type nothing where there is none of the name; then any field will do, so that reading goes on to the next problem
 */
record FieldScope(Optional<EventType> type, YamlSection section) {
    private static final Set<FieldType> IDS = EnumSet.of(FieldType.STRING, FieldType.INTEGER, FieldType.UUID);
    private static final Set<FieldType> NUMBERS = EnumSet.of(FieldType.INTEGER, FieldType.NUMBER);
    /** Those with one text for each value. */
    private static final Set<FieldType> WORDS =
            EnumSet.of(FieldType.STRING, FieldType.INTEGER, FieldType.UUID, FieldType.BOOLEAN);

    /** The fields of the event type that the section names. */
    static FieldScope of(String event, List<EventType> events, YamlSection section) {
        Optional<EventType> type =
                events.stream().filter(each -> each.name().equals(event)).findFirst();
        if (type.isEmpty() && !event.isEmpty()) {
            List<String> names = events.stream().map(EventType::name).toList();
            section.problemAt(
                    "event",
                    "is '%s', which is no type of the section 'events'.%s"
                            .formatted(event, Suggestion.didYouMean(event, names)));
        }
        type.filter(each -> each.keeping() instanceof Keeping.Latest)
                .ifPresent(each -> section.problemAt(
                        "event",
                        ("is '%s', whose topic keeps the newest event of each key alone, so that the others would not"
                                        + " count in a live state that is built anew; give events.%s.keep in days")
                                .formatted(event, event)));
        return new FieldScope(type, section);
    }

    String id(String key, String name) {
        return field(key, name, IDS, "an id is a string, an integer or a uuid");
    }

    String number(String key, String name) {
        return field(key, name, NUMBERS, "a weight is an integer or a number");
    }

    String time(String key, String name) {
        return field(key, name, EnumSet.of(FieldType.TIMESTAMP), "a time is a timestamp");
    }

    /** A field that a figure names. */
    String used(String key, String name, Use use) {
        return switch (use) {
            case ANY -> field(key, name, EnumSet.allOf(FieldType.class), "");
            case WORD -> field(key, name, WORDS, "rows are told apart by a string, an integer, a uuid or a boolean");
            case NUMBER -> field(key, name, NUMBERS, "what is summed or compared is an integer or a number");
        };
    }

    /** The field that says when an event happened. */
    Optional<String> usualTime() {
        return type.flatMap(EventType::at);
    }

    Map<String, List<String>> conditions(YamlSection only) {
        Map<String, List<String>> conditions = RecommendSection.conditions(only);
        conditions
                .keySet()
                .forEach(name ->
                        field("only", name, WORDS, "a condition is on a string, an integer, a uuid or a boolean"));
        return conditions;
    }

    private String field(String key, String name, Set<FieldType> wanted, String rule) {
        if (type.isEmpty() || name.isEmpty()) {
            return name;
        }
        Optional<EventField> field = type.get().field(name);
        if (field.isEmpty()) {
            List<String> names =
                    type.get().fields().stream().map(EventField::name).toList();
            section.problemAt(
                    key,
                    "names the field '%s', which events of '%s' do not have.%s"
                            .formatted(name, type.get().name(), Suggestion.didYouMean(name, names)));
        }
        field.filter(found -> !wanted.contains(found.type()))
                .ifPresent(found -> section.problemAt(
                        key,
                        "names the field '%s', of type %s; %s"
                                .formatted(name, found.type().label(), rule)));
        return name;
    }
}
