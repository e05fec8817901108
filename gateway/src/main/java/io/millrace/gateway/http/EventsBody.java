package io.millrace.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.gateway.http.IntakeForm.PostedBatch;
import io.millrace.gateway.intake.PostedEvent;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code {"type", "id", "data"}}, or {@code {"events": [...], "partial": true}}. */
final class EventsBody {
    private static final String EVENTS = "events";
    private static final String PARTIAL = "partial";
    private static final String TYPE = "type";
    private static final String ID = "id";
    private static final String DATA = "data";
    private static final List<String> OF_EVENT = List.of(TYPE, ID, DATA);

    private EventsBody() {}

    static PostedBatch read(ObjectNode object) {
        if (!object.has(EVENTS)) {
            return new PostedBatch(List.of(event(object, "The event", "")), false);
        }
        JsonBody.requireKeys(object, "The body", List.of(EVENTS, PARTIAL));
        JsonNode list = object.get(EVENTS);
        if (!list.isArray()) {
            throw JsonBody.refused("'events' must be a list");
        }
        List<PostedEvent> events = new ArrayList<>();
        for (int index = 0; index < list.size(); index++) {
            // By hand: to format the places of events took longer than to read them.
            String place = "events[" + index + "]";
            events.add(event(list.get(index), "'" + place + "'", place + "."));
        }
        JsonBody.requireAny(events);
        return new PostedBatch(events, JsonBody.flag(object, PARTIAL));
    }

    private static PostedEvent event(JsonNode event, String place, String prefix) {
        if (!event.isObject()) {
            throw JsonBody.refused(place + " must be an object of type, id and data");
        }
        JsonBody.requireKeys(event, place, OF_EVENT);
        return new PostedEvent(prefix, prefix + DATA, event.path(TYPE), event.path(ID), event.path(DATA));
    }
}
