package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.Topics;
import io.millrace.contracts.event.EventField;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.Feedback;
import io.millrace.contracts.event.FieldType;
import io.millrace.contracts.event.Keeping;
import io.millrace.contracts.process.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the section {@code events} of a pipeline file, and adds the types that every pipeline has. */
final class EventsSection {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,248}");
    private static final String LATEST = "latest";
    private static final int MAX_PARTITIONS = 1000;

    private final Topics topics;
    private final int partitions;

    /**
     * Reads for this pipeline.
     *
     * @param partitions of a topic unless the file says otherwise
     */
    EventsSection(String pipeline, int partitions) {
        this.topics = new Topics(pipeline);
        this.partitions = partitions;
    }

    List<EventType> read(YamlSection section) {
        List<EventType> types = new ArrayList<>();
        for (String name : List.of(Feedback.IMPRESSION, Feedback.CLICK)) {
            types.add(Feedback.type(name, topics.events(name), partitions));
        }
        section.sections().forEach((name, type) -> {
            if (Feedback.NAMES.contains(name)) {
                type.problem("is built in; give an event type of your own another name");
            } else {
                types.add(type(name, type));
            }
        });
        Map<String, String> owners = new HashMap<>();
        for (EventType type : types) {
            String other = owners.putIfAbsent(type.topic(), type.name());
            if (other != null) {
                section.problemAt(
                        type.name() + ".topic",
                        "is %s, which is the topic of '%s' already".formatted(type.topic(), other));
            }
        }
        return types;
    }

    private EventType type(String name, YamlSection section) {
        if (!NAME.matcher(name).matches()) {
            section.problem("is no name of an event type: lower-case letters, digits and underscores, a letter first");
        }
        List<EventField> fields = fields(section.requiredSection("fields"));
        String key = section.requiredText("key");
        Optional<String> at = section.text("at");
        var type = new EventType(
                name,
                fields,
                key,
                at,
                topic(name, section),
                partitions(section),
                section.parsed("keep", EventsSection::keeping).orElse(new Keeping.For(Keeping.USUAL)));
        requireKey(section, type);
        at.ifPresent(field -> requireField(section, "at", type, field)
                .filter(found -> found.type() != FieldType.TIMESTAMP)
                .ifPresent(found -> section.problemAt("at", "is '%s', which is no timestamp".formatted(field))));
        section.close();
        return type;
    }

    private static List<EventField> fields(YamlSection section) {
        List<EventField> fields = new ArrayList<>();
        for (String name : section.names()) {
            if (!NAME.matcher(name).matches()) {
                section.problemAt(
                        name, "is no name of a field: lower-case letters, digits and underscores, a letter first");
            }
            if (EventType.RESERVED.contains(name)) {
                section.problemAt(name, "is a column that the lake adds by itself; give the field another name");
            }
            fields.add(field(name, section));
        }
        if (fields.isEmpty()) {
            section.problem("must name at least one field");
        }
        return fields;
    }

    /** {@code seconds: integer}, or a mapping of {@code type} and {@code required}. */
    private static EventField field(String name, YamlSection fields) {
        if (!fields.isMapping(name)) {
            return EventField.optional(
                    name, fields.parsed(name, FieldType::ofLabel).orElse(FieldType.STRING));
        }
        YamlSection section = fields.section(name);
        section.requiredText("type");
        var field = new EventField(
                name,
                section.parsed("type", FieldType::ofLabel).orElse(FieldType.STRING),
                section.parsed("required", EventsSection::flag).orElse(false));
        section.close();
        return field;
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false is expected");
        };
    }

    private String topic(String name, YamlSection section) {
        Optional<String> topic = section.text("topic");
        topic.filter(text -> !TOPIC.matcher(text).matches() || Topics.isOwn(text))
                .ifPresent(text -> section.problemAt(
                        "topic",
                        "may have letters, digits, dots, underscores and hyphens, and does not begin with millrace., but is '%s'"
                                .formatted(text)));
        return topic.orElseGet(() -> topics.events(name));
    }

    private int partitions(YamlSection section) {
        int count = section.parsed("partitions", Integer::parseInt).orElse(partitions);
        if (count < 1 || count > MAX_PARTITIONS) {
            section.problemAt("partitions", "must be from 1 to %d, but is %d".formatted(MAX_PARTITIONS, count));
        }
        return count;
    }

    private static Keeping keeping(String text) {
        if (text.equals(LATEST)) {
            return new Keeping.Latest();
        }
        try {
            return new Keeping.For(RecommendSection.days(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "a number of days such as '30d', or '%s' for the newest of each key, is expected".formatted(LATEST),
                    e);
        }
    }

    private static void requireKey(YamlSection section, EventType type) {
        requireField(section, "key", type, type.key()).ifPresent(field -> {
            if (!field.required()) {
                section.problemAt("key", "is '%s', which events may lack; make it required".formatted(field.name()));
            }
            switch (field.type()) {
                case STRING, INTEGER, UUID -> {
                    // These have one text for each value.
                }
                case NUMBER, BOOLEAN, TIMESTAMP ->
                    section.problemAt(
                            "key",
                            "is '%s', a %s; a key is a string, an integer or a uuid"
                                    .formatted(field.name(), field.type().label()));
            }
        });
    }

    private static Optional<EventField> requireField(YamlSection section, String key, EventType type, String name) {
        Optional<EventField> field = type.field(name);
        if (field.isEmpty() && !name.isEmpty()) {
            List<String> names = type.fields().stream().map(EventField::name).toList();
            section.problemAt(
                    key,
                    "is '%s', which is not among the fields.%s".formatted(name, Suggestion.didYouMean(name, names)));
        }
        return field;
    }
}
