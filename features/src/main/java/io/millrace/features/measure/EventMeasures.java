package io.millrace.features.measure;

import io.millrace.contracts.event.EventType;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.RowSource.OfEvents;
import io.millrace.features.silver.EventTables;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.min;

/**
 * The measures that are made of events, and since when the live state must have all of them: it is built of what Kafka
 * keeps, and an event that is older than that stays counted where it was.
 *
 * @param since by the measure's name
 */
record EventMeasures(Map<String, Instant> since) {
    private static final String END_OF_NAME = "|";

    EventMeasures {
        since = Map.copyOf(since);
    }

    /**
     * Those of a pipeline.
     *
     * @param now how late it is at the source
     */
    static EventMeasures of(Pipeline pipeline, EventTables tables, Instant now) {
        Map<String, Instant> since = new HashMap<>();
        types(pipeline).forEach((measure, type) -> {
            Instant kept = now.minus(type.keeping().memory());
            since.put(measure, first(tables, type).isBefore(kept) ? kept : Instant.EPOCH);
        });
        return new EventMeasures(since);
    }

    /** The names of those of a pipeline. */
    static Set<String> names(Pipeline pipeline) {
        return types(pipeline).keySet();
    }

    private static Map<String, EventType> types(Pipeline pipeline) {
        Map<String, EventType> types = new HashMap<>();
        for (Measure measure : pipeline.figures().measures()) {
            if (measure.rows().of() instanceof OfEvents events) {
                types.put(measure.name(), pipeline.event(events.type()).orElseThrow());
            }
        }
        return types;
    }

    /** When the first event was received. */
    private static Instant first(EventTables tables, EventType type) {
        Row first = tables.read(type).select(min(EventTables.RECEIVED_AT)).head();
        return Optional.<Timestamp>ofNullable(first.getAs(0))
                .map(Timestamp::toInstant)
                .orElse(Instant.MAX);
    }

    /** Whether the live state must have all of a span of this name that begins then. */
    boolean isKnown(String span, Instant start) {
        return Optional.ofNullable(since.get(measure(span)))
                .filter(start::isBefore)
                .isEmpty();
    }

    /** The measure of a span of this name. */
    static String measure(String span) {
        return span.substring(0, span.indexOf(END_OF_NAME));
    }
}
