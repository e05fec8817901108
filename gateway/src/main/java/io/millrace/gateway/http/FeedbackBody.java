package io.millrace.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.contracts.event.Feedback;
import io.millrace.gateway.http.IntakeForm.PostedBatch;
import io.millrace.gateway.intake.PostedEvent;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code {"impressions": [...], "clicks": [...]}}, whose elements are the fields of the event and its id. */
final class FeedbackBody {
    private static final String IMPRESSIONS = "impressions";
    private static final String CLICKS = "clicks";
    private static final String PARTIAL = "partial";
    private static final String ID = "id";

    private FeedbackBody() {}

    static PostedBatch read(ObjectNode object) {
        JsonBody.requireKeys(object, "The body", List.of(IMPRESSIONS, CLICKS, PARTIAL));
        List<PostedEvent> events = new ArrayList<>();
        add(object, IMPRESSIONS, Feedback.IMPRESSION, events);
        add(object, CLICKS, Feedback.CLICK, events);
        JsonBody.requireAny(events);
        return new PostedBatch(events, JsonBody.flag(object, PARTIAL));
    }

    private static void add(ObjectNode object, String list, String type, List<PostedEvent> events) {
        JsonNode elements = object.path(list);
        if (!elements.isArray() && !elements.isMissingNode()) {
            throw JsonBody.refused("'%s' must be a list".formatted(list));
        }
        for (int index = 0; index < elements.size(); index++) {
            String place = "%s[%d]".formatted(list, index);
            JsonNode element = elements.get(index);
            JsonNode id = element.path(ID);
            if (element instanceof ObjectNode fields) {
                fields.remove(ID);
            }
            events.add(new PostedEvent(place + ".", place, TextNode.valueOf(type), id, element));
        }
    }
}
