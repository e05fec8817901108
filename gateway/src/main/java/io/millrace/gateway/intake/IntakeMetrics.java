package io.millrace.gateway.intake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.event.Feedback;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Counts events by what became of them, and feedback by the model and the path that the recommendation came from. */
public final class IntakeMetrics {
    private static final String EVENTS = "millrace.gateway.events";
    private static final String NONE = "none";
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Predicate<String> models;
    // To find a meter among those of the registry takes longer than to check an event.
    private final Map<Outcome, Counter> counters = new ConcurrentHashMap<>();

    private record Outcome(String type, String name) {}

    /**
     * Counts in this registry.
     *
     * @param models whether a recommendation can come from this model; what anybody may write is no label of its own
     */
    public IntakeMetrics(MeterRegistry registry, Predicate<String> models) {
        this.registry = registry;
        this.models = models;
    }

    void accepted(ReadyEvent event) {
        String type = event.type().name();
        counter(type, "accepted").increment();
        if (Feedback.NAMES.contains(type)) {
            ObjectNode data = event.published().data();
            Counter.builder("millrace.feedback")
                    .description("Impressions and clicks that were taken; one that is sent again counts again")
                    .tag("kind", type)
                    .tag("model", label(data.path(Feedback.MODEL).asText(), models))
                    .tag("path", label(data.path(Feedback.PATH).asText(), Feedback.PATHS::contains))
                    .register(registry)
                    .increment();
        }
    }

    private static String label(String value, Predicate<String> known) {
        if (value.isEmpty()) {
            return NONE;
        }
        return known.test(value) ? value : OTHER;
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
        return counters.computeIfAbsent(new Outcome(type, outcome), made -> Counter.builder(EVENTS)
                .description("Events by what became of them")
                .tag("type", made.type())
                .tag("outcome", made.name())
                .register(registry));
    }
}
