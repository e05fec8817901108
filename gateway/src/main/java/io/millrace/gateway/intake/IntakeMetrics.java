package io.millrace.gateway.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.event.Feedback;

/** Counts events by what became of them, and feedback by the model and the path that the recommendation came from. */
public final class IntakeMetrics {
    private static final String EVENTS = "millrace.gateway.events";
    private static final int MOST_MODELS = 20;
    private static final int MOST_PATHS = 20;

    private final MeterRegistry registry;
    private final BoundedLabel models = new BoundedLabel(MOST_MODELS);
    private final BoundedLabel paths = new BoundedLabel(MOST_PATHS);

    public IntakeMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void accepted(ReadyEvent event) {
        String type = event.type().name();
        counter(type, "accepted").increment();
        if (Feedback.NAMES.contains(type)) {
            ObjectNode data = event.published().data();
            Counter.builder("millrace.feedback")
                    .description("Impressions and clicks that were taken; one that is sent again counts again")
                    .tag("kind", type)
                    .tag("model", models.of(data.path(Feedback.MODEL).asText()))
                    .tag("path", paths.of(data.path(Feedback.PATH).asText()))
                    .register(registry)
                    .increment();
        }
    }

    void unconfirmed(String type) {
        counter(type, "unconfirmed").increment();
    }

    /** So many events were not taken because something was wrong with them. */
    public void refused(long count) {
        // Their types may be anything.
        counter("any", "refused").increment(count);
    }

    private Counter counter(String type, String outcome) {
        return Counter.builder(EVENTS)
                .description("Events by what became of them")
                .tag("type", type)
                .tag("outcome", outcome)
                .register(registry);
    }
}
