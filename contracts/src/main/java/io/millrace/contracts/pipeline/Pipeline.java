package io.millrace.contracts.pipeline;

import io.millrace.contracts.event.EventType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What the data means: the pipeline file, read and found to make sense by itself. Whether the source really has these
 * tables and columns is another question, which {@code millrace check} answers.
 *
 * @param name the pipeline's name; the database's unless the file gives one
 * @param recommend whom to recommend what from which interactions
 * @param eventInteractions kinds of interactions that are events, in the order of the file, beside those of
 *     {@code recommend}, which are rows; of both together there is at least one
 * @param rfm where orders and amounts are, for recency, frequency and monetary value
 * @param figures what is computed live beside the interactions
 * @param events kinds of events that no table holds: those of feedback, then those of the file in its order
 */
public record Pipeline(
        String name,
        Source source,
        Recommend recommend,
        List<EventInteraction> eventInteractions,
        Optional<Rfm> rfm,
        Figures figures,
        List<EventType> events) {
    public Pipeline {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(recommend, "recommend");
        Objects.requireNonNull(rfm, "rfm");
        Objects.requireNonNull(figures, "figures");
        eventInteractions = List.copyOf(eventInteractions);
        events = List.copyOf(events);
    }

    /** The event type of which these interactions are. */
    public EventType typeOf(EventInteraction kind) {
        return event(kind.event()).orElseThrow();
    }

    /** The event type of this name. */
    public Optional<EventType> event(String type) {
        return events.stream().filter(event -> event.name().equals(type)).findFirst();
    }
}
