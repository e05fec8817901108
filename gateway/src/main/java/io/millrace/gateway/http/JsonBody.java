package io.millrace.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Suggestion;
import io.millrace.gateway.intake.PostedEvent;
import java.util.Collection;
import java.util.List;

/** What the forms of bodies have in common. */
final class JsonBody {
    private static final int LONGEST_SHOWN = 100;

    private JsonBody() {}

    /** Refuses a key that is not among these. */
    static void requireKeys(JsonNode object, String place, Collection<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String shown = name.length() > LONGEST_SHOWN ? name.substring(0, LONGEST_SHOWN) + "..." : name;
                throw refused("%s has no field '%s'.%s The fields are: %s"
                        .formatted(place, shown, Suggestion.didYouMean(shown, known), String.join(", ", known)));
            }
        });
    }

    /** A flag that is false unless it is there. */
    static boolean flag(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw refused("'%s' must be true or false".formatted(name));
        }
        return value.asBoolean();
    }

    /** Refuses a body without events; one with too many was refused before it was built. */
    static void requireAny(List<PostedEvent> events) {
        if (events.isEmpty()) {
            throw refused("A request has at least one event, but this one has none");
        }
    }

    static ProblemException refused(String detail) {
        return ProblemException.of(ProblemKind.INVALID_REQUEST, detail);
    }
}
