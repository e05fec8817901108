package io.millrace.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.process.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A kind of events: what they hold, and the topic that they go to.
 *
 * @param name in lower case, such as {@code play}
 * @param fields in the order of the file
 * @param key the field by which events are ordered, the user as a rule; every event has it
 * @param at the field with the time of the event; where an event lacks it, it is when the event was received
 * @param partitions of the topic; fixed when it is made, because another count breaks the order by key
 */
public record EventType(
        String name,
        List<EventField> fields,
        String key,
        Optional<String> at,
        String topic,
        int partitions,
        Keeping keeping) {
    /** When an event was received, as the lake calls it. */
    public static final String RECEIVED_AT = "received_at";

    /** Names of columns that the lake adds, and no field may have. */
    public static final Set<String> RESERVED = Set.of("event_id", RECEIVED_AT, "received_on", "partition", "offset");

    private static final int LONGEST_SHOWN = 100;
    private static final int MOST_UNKNOWN = 20;

    public EventType {
        fields = List.copyOf(fields);
    }

    /** The field of this name. */
    public Optional<EventField> field(String wanted) {
        return fields.stream().filter(field -> field.name().equals(wanted)).findFirst();
    }

    /** Checks the data of an event and writes each value in the one way of its type; a null is an absent field. */
    public CheckedEvent check(ObjectNode data) {
        ObjectNode canonical = JsonNodeFactory.instance.objectNode();
        List<EventProblem> problems = new ArrayList<>();
        for (EventField field : fields) {
            JsonNode value = data.path(field.name());
            if (value.isMissingNode() || value.isNull()) {
                if (field.required()) {
                    problems.add(new EventProblem(field.name(), "is missing"));
                }
            } else {
                field.type()
                        .canonical(value)
                        .ifPresentOrElse(
                                found -> canonical.set(field.name(), found),
                                () -> problems.add(new EventProblem(
                                        field.name(), "must be " + field.type().expected())));
            }
        }
        unknown(data, problems);
        if (canonical.path(key).asText("x").isEmpty()) {
            problems.add(new EventProblem(key, "is empty, but is the key of the event"));
        }
        return new CheckedEvent(canonical, problems);
    }

    private void unknown(ObjectNode data, List<EventProblem> problems) {
        List<String> unknown = new ArrayList<>();
        data.fieldNames().forEachRemaining(name -> {
            if (field(name).isEmpty()) {
                unknown.add(name);
            }
        });
        Set<String> known = new TreeSet<>();
        if (!unknown.isEmpty()) {
            fields.forEach(field -> known.add(field.name()));
        }
        for (String name : unknown.subList(0, Math.min(MOST_UNKNOWN, unknown.size()))) {
            String shown = shown(name);
            problems.add(new EventProblem(
                    shown, "is no field of '%s'.%s".formatted(this.name, Suggestion.didYouMean(shown, known))));
        }
        if (unknown.size() > MOST_UNKNOWN) {
            problems.add(new EventProblem(
                    shown(unknown.get(MOST_UNKNOWN)),
                    "is no field of '%s', and neither are %d others"
                            .formatted(this.name, unknown.size() - MOST_UNKNOWN - 1)));
        }
    }

    private static String shown(String name) {
        return name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "..." : name;
    }
}
