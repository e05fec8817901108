package io.millrace.contracts.event;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The event types that every pipeline has: what the users of recommendations saw, and what they chose. */
public final class Feedback {
    public static final String IMPRESSION = "impression";
    public static final String CLICK = "click";
    public static final String USER = "user";
    public static final String ITEM = "item";
    public static final String RESPONSE = "response_id";
    public static final String PATH = "path";
    public static final String MODEL = "model";

    /** Names that the pipeline file may not use. */
    public static final Set<String> NAMES = Set.of(IMPRESSION, CLICK);

    /** The paths by which an item comes into a list, as answers name them. */
    public static final Set<String> PATHS = Set.of("personal", "similar", "trending", "popular");

    private static final String AT = "at";

    /** Response, path and model are as the answer with the item named them; rank counts from 1. */
    private static final List<EventField> FIELDS = List.of(
            EventField.required(USER, FieldType.STRING),
            EventField.required(ITEM, FieldType.STRING),
            EventField.optional(RESPONSE, FieldType.STRING),
            EventField.optional("rank", FieldType.INTEGER),
            EventField.optional(PATH, FieldType.STRING),
            EventField.optional(MODEL, FieldType.STRING),
            EventField.optional(AT, FieldType.TIMESTAMP));

    private Feedback() {}

    /** One of these types, in this topic. */
    public static EventType type(String name, String topic, int partitions) {
        return new EventType(name, FIELDS, USER, Optional.of(AT), topic, partitions, new Keeping.For(Keeping.USUAL));
    }
}
