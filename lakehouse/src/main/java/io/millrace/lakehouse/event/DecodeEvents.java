package io.millrace.lakehouse.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.event.CheckedEvent;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.EventField;
import io.millrace.contracts.event.EventProblem;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.interaction.Micros;
import io.millrace.lakehouse.bronze.ChangeLogTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Turns events of the change log into rows of their table, or into rows that say why they are none. */
final class DecodeEvents implements MapPartitionsFunction<Row, Row> {
    private final EventColumns columns;

    DecodeEvents(EventColumns columns) {
        this.columns = columns;
    }

    @Override
    public Iterator<Row> call(Iterator<Row> events) {
        EventType type = columns.type();
        var codec = new EventCodec();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return events.hasNext();
            }

            @Override
            public Row next() {
                return decoded(events.next(), type, codec);
            }
        };
    }

    private static Row decoded(Row logged, EventType type, EventCodec codec) {
        byte[] value = logged.<String>getAs(ChangeLogTable.AFTER).getBytes(StandardCharsets.UTF_8);
        // It was read before it was logged, by the same code.
        PublishedEvent event = codec.decode(value);
        CheckedEvent checked = type.check(event.data());
        List<Object> row = new ArrayList<>();
        row.add(event.id());
        row.add(Micros.of(event.receivedAt()));
        for (EventField field : type.fields()) {
            row.add(value(field, checked.data().path(field.name())));
        }
        row.add(logged.getAs(ChangeLogTable.PARTITION));
        row.add(logged.getAs(ChangeLogTable.OFFSET));
        row.add(checked.isUsable() ? null : reason(checked.problems()));
        row.add(checked.isUsable() ? null : logged.getAs(ChangeLogTable.RECORD_KEY));
        row.add(checked.isUsable() ? null : value);
        return RowFactory.create(row.toArray());
    }

    private static String reason(List<EventProblem> problems) {
        EventProblem first = problems.get(0);
        return "The field %s %s".formatted(first.field(), first.reason());
    }

    private static Object value(EventField field, JsonNode value) {
        if (value.isMissingNode()) {
            return null;
        }
        return switch (field.type()) {
            case STRING, UUID -> value.textValue();
            case INTEGER -> value.longValue();
            case NUMBER -> value.doubleValue();
            case BOOLEAN -> value.booleanValue();
            case TIMESTAMP -> Micros.of(Instant.parse(value.textValue()));
        };
    }
}
