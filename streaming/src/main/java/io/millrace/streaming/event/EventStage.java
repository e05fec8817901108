package io.millrace.streaming.event;

import io.millrace.contracts.event.CheckedEvent;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.pipeline.EventInteraction;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.streaming.wire.Outbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells users what of the events is an interaction, one record at a time. It keeps nothing: a record that is read again
 * tells the same again.
 *
 * <p>An event that its type does not know is none here, as it is none in the lake, which has it in quarantine.
 */
public final class EventStage {
    private static final Logger LOG = LoggerFactory.getLogger(EventStage.class);

    private final Map<String, OfTopic> topics = new HashMap<>();
    private final EventCodec codec = new EventCodec();
    private final Outbox outbox;

    /** What the events of a topic are. */
    private record OfTopic(EventType type, List<EventKind> kinds) {}

    public EventStage(Pipeline pipeline, Outbox outbox) {
        this.outbox = outbox;
        types(pipeline).forEach(type -> topics.put(type.topic(), new OfTopic(type, new ArrayList<>())));
        int number = pipeline.recommend().interactions().size();
        for (EventInteraction kind : pipeline.eventInteractions()) {
            topics.get(pipeline.typeOf(kind).topic()).kinds().add(new EventKind(number++, kind));
        }
    }

    /** The types of which events are interactions. */
    public static List<EventType> types(Pipeline pipeline) {
        return pipeline.eventInteractions().stream()
                .map(pipeline::typeOf)
                .distinct()
                .toList();
    }

    /** Takes the value of a record; never throws for what it holds. */
    public void accept(String topic, byte[] value) {
        OfTopic of = topics.get(topic);
        try {
            PublishedEvent event = codec.decode(value);
            CheckedEvent checked = of.type().check(event.data());
            if (event.type().equals(of.type().name()) && checked.isUsable()) {
                of.kinds().forEach(kind -> kind.tie(event, checked.data()).ifPresent(outbox::send));
            } else {
                LOG.debug("passed over event {} of {}: {}", event.id(), topic, checked.problems());
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("passed over a record of {}", topic, e);
        }
    }
}
