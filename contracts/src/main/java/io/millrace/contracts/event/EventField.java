package io.millrace.contracts.event;

import java.util.Objects;

/**
 * A field of an event type.
 *
 * @param required whether an event without it is refused
 */
public record EventField(String name, FieldType type, boolean required) {
    public EventField {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    /** A field that every event has. */
    public static EventField required(String name, FieldType type) {
        return new EventField(name, type, true);
    }

    /** A field that an event may lack. */
    public static EventField optional(String name, FieldType type) {
        return new EventField(name, type, false);
    }
}
