package io.millrace.contracts.pipeline;

import io.millrace.contracts.pipeline.InteractionKind.Weight;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A kind of interaction: each event of a type that meets the conditions is one.
 *
 * @param name such as {@code play}
 * @param event name of the event type
 * @param user field with the user's id
 * @param item field with the item's id
 * @param at field with the time of the interaction; an event that lacks it, as all do where there is none, happened when
 *     it was received
 * @param weight what one event counts; its column is a field
 * @param only per field the values, as text, of which it must have one
 */
public record EventInteraction(
        String name,
        String event,
        String user,
        String item,
        Optional<String> at,
        Weight weight,
        Map<String, List<String>> only) {
    public EventInteraction {
        var ordered = new TreeMap<String, List<String>>();
        only.forEach((field, values) -> ordered.put(field, List.copyOf(values)));
        only = Collections.unmodifiableMap(ordered);
    }
}
