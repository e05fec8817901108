package io.millrace.gateway.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.access.Scope;
import io.millrace.gateway.intake.PostedEvent;
import java.util.List;
import java.util.Set;

/** The two ways to write events in a body. */
enum IntakeForm {
    /** One event, or a list under {@code events}. */
    EVENTS("/v1/events", Set.of(Scope.EVENTS_WRITE)) {
        @Override
        PostedBatch read(ObjectNode body) {
            return EventsBody.read(body);
        }
    },
    /** Lists of {@code impressions} and {@code clicks}. */
    FEEDBACK("/v1/feedback", Set.of(Scope.EVENTS_WRITE, Scope.FEEDBACK_WRITE)) {
        @Override
        PostedBatch read(ObjectNode body) {
            return FeedbackBody.read(body);
        }
    };

    /**
     * What a body holds.
     *
     * @param partial whether usable events are to be taken although others are not
     */
    record PostedBatch(List<PostedEvent> events, boolean partial) {}

    private final String path;
    private final Set<Scope> scopes;

    IntakeForm(String path, Set<Scope> scopes) {
        this.path = path;
        this.scopes = scopes;
    }

    String path() {
        return path;
    }

    /** Of these a caller must have one. */
    Set<Scope> scopes() {
        return scopes;
    }

    /**
     * Reads a body.
     *
     * @throws ProblemException if it has not this form
     */
    abstract PostedBatch read(ObjectNode body);
}
