package io.millrace.streaming.event;

import io.millrace.contracts.event.CheckedEvent;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.pipeline.EventInteraction;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.RowSource.OfEvents;
import io.millrace.streaming.figure.FigurePlan;
import io.millrace.streaming.figure.Relation;
import io.millrace.streaming.wire.Outbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells users what of the events is an interaction, and figures what of them counts, one record at a time. It keeps nothing:
 * a record that is read again tells the same again.
 *
 * <p>An event that its type does not know is none here, as it is none in the lake, which has it in quarantine.
 */
public final class EventStage {
    private static final Logger LOG = LoggerFactory.getLogger(EventStage.class);

    private final Map<String, OfTopic> topics = new HashMap<>();
    private final EventCodec codec = new EventCodec();
    private final Outbox outbox;

    /** What the events of a topic are. */
    private record OfTopic(EventType type, List<EventKind> kinds, List<EventRows> rows) {
        OfTopic(EventType type) {
            this(type, new ArrayList<>(), new ArrayList<>());
        }
    }

    public EventStage(Pipeline pipeline, Outbox outbox) {
        this.outbox = outbox;
        types(pipeline).forEach(type -> topics.put(type.topic(), new OfTopic(type)));
        int number = pipeline.recommend().interactions().size();
        for (EventInteraction kind : pipeline.eventInteractions()) {
            topics.get(pipeline.typeOf(kind).topic()).kinds().add(new EventKind(number++, kind));
        }
        FigurePlan.of(pipeline).relations().forEach(relation -> typeOf(relation, pipeline)
                .ifPresent(type -> topics.get(type.topic()).rows().add(new EventRows(type, relation))));
    }

    private static Optional<EventType> typeOf(Relation relation, Pipeline pipeline) {
        return relation.of() instanceof OfEvents events ? pipeline.event(events.type()) : Optional.empty();
    }

    /** The types of which events are interactions, or count in figures. */
    public static List<EventType> types(Pipeline pipeline) {
        return Stream.concat(
                        pipeline.eventInteractions().stream().map(pipeline::typeOf),
                        FigurePlan.of(pipeline).relations().stream()
                                .flatMap(relation -> typeOf(relation, pipeline).stream()))
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
                of.rows().forEach(rows -> outbox.send(rows.row(event, checked.data())));
            } else {
                LOG.debug("passed over event {} of {}: {}", event.id(), topic, checked.problems());
            }
        } catch (IllegalArgumentException e) {
            LOG.debug("passed over a record of {}", topic, e);
        }
    }
}
