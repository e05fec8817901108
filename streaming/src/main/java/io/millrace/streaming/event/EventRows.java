package io.millrace.streaming.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.interaction.Micros;
import io.millrace.streaming.figure.Field;
import io.millrace.streaming.figure.Relation;
import io.millrace.streaming.value.Canonical;
import io.millrace.streaming.wire.HopMessage.EventRow;
import io.millrace.streaming.wire.Values;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** Makes of the events of a type the rows that figures are made of. */
record EventRows(EventType type, Relation relation) {
    private static final ColumnType DOUBLE = ColumnType.of(Kind.FLOAT64);
    private static final ColumnType LONG = ColumnType.of(Kind.INT64);

    /**
     * The row of an event.
     *
     * @param data of the event in its canonical form
     */
    EventRow row(PublishedEvent event, ObjectNode data) {
        var values = new Values(
                relation.own().stream().map(field -> value(field, event, data)).toList());
        Instant known = event.receivedAt().plus(type.keeping().memory());
        return new EventRow(relation.number(), EventKey.of(event.id()), values, Micros.of(known));
    }

    /** The value as the batch makes it of the lake's table. */
    private static Optional<String> value(Field field, PublishedEvent event, ObjectNode data) {
        Optional<JsonNode> value = Optional.ofNullable(data.get(field.column()));
        return switch (field.form()) {
            case TEXT -> value.map(JsonNode::asText);
            case NUMBER -> value.map(number -> String.valueOf(number.doubleValue()));
            case EXACT -> value.flatMap(EventRows::exact).map(BigDecimal::toPlainString);
            case MICROS -> Optional.of(String.valueOf(Micros.of(at(value, event))));
        };
    }

    private static Optional<BigDecimal> exact(JsonNode number) {
        return Canonical.exact(number.isIntegralNumber() ? LONG : DOUBLE, number);
    }

    private static Instant at(Optional<JsonNode> time, PublishedEvent event) {
        return time.map(JsonNode::textValue).map(Instant::parse).orElse(event.receivedAt());
    }
}
