package io.millrace.streaming.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.interaction.Micros;
import io.millrace.contracts.interaction.Strength;
import io.millrace.contracts.pipeline.ColumnRef;
import io.millrace.contracts.pipeline.EventInteraction;
import io.millrace.streaming.wire.Contribution;
import io.millrace.streaming.wire.HopMessage.EventTie;
import java.time.Instant;
import java.util.Optional;

/**
 * A kind of interactions that are events.
 *
 * @param number of the kind among all
 */
record EventKind(int number, EventInteraction kind) {
    /** No gateway takes an id half as long, and the online store has no room for a longer one. */
    private static final int LONGEST_ID = 1_000;

    /**
     * What the event is to a user; nothing where it is no interaction of this kind.
     *
     * @param data of the event in its canonical form
     */
    Optional<EventTie> tie(PublishedEvent event, ObjectNode data) {
        Optional<String> user = text(data, kind.user());
        Optional<String> item = text(data, kind.item());
        double weight = Strength.ofRow(
                kind.weight(),
                kind.weight()
                        .column()
                        .map(ColumnRef::column)
                        .map(data::get)
                        .map(JsonNode::doubleValue)
                        .orElse(null));
        boolean isOne = user.isPresent() && item.isPresent() && weight > 0 && meetsConditions(data);
        if (!isOne || event.id().length() > LONGEST_ID) {
            return Optional.empty();
        }
        Instant at = kind.at()
                .flatMap(field -> text(data, field))
                .map(Instant::parse)
                .orElse(event.receivedAt());
        return Optional.of(new EventTie(
                user.get(), number, EventKey.of(event.id()), new Contribution(item.get(), Micros.of(at), weight)));
    }

    private boolean meetsConditions(ObjectNode data) {
        return kind.only().entrySet().stream().allMatch(condition -> text(data, condition.getKey())
                .filter(condition.getValue()::contains)
                .isPresent());
    }

    /** The value as the lake's table gives it as a text. */
    private static Optional<String> text(ObjectNode data, String field) {
        return Optional.ofNullable(data.get(field)).map(JsonNode::asText);
    }
}
