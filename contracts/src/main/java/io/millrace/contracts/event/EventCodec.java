package io.millrace.contracts.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.process.Json;
import java.io.IOException;

/** Turns events into the values of Kafka records and back; thread-safe. */
public final class EventCodec {
    private final ObjectMapper json = Json.mapper();

    /** The value of the record of an event. */
    public byte[] encode(PublishedEvent event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Events can be written as JSON", e);
        }
    }

    /**
     * Reads an event.
     *
     * @throws IllegalArgumentException with the reason if the bytes are not one
     */
    public PublishedEvent decode(byte[] value) {
        if (value == null) {
            throw new IllegalArgumentException("The record has no value");
        }
        try {
            PublishedEvent event = json.readValue(value, PublishedEvent.class);
            if (event == null
                    || event.id() == null
                    || event.id().isEmpty()
                    || event.type() == null
                    || event.receivedAt() == null
                    || event.data() == null) {
                throw new IllegalArgumentException(
                        "An event has an id, a type, a time and data, but this one lacks some");
            }
            if (!FieldType.holds(event.receivedAt())) {
                throw new IllegalArgumentException("No event was received at " + event.receivedAt());
            }
            return event;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not an event: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not an event: " + e.getMessage(), e);
        }
    }
}
