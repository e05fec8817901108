package io.millrace.gateway.intake;

import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.PublishedEvent;
import java.nio.charset.StandardCharsets;

/**
 * An event that is fit for its topic.
 *
 * @param event its number in the request
 * @param value the bytes of the record
 */
public record ReadyEvent(int event, EventType type, PublishedEvent published, byte[] value) {
    /** The bytes of the record's key. */
    public byte[] key() {
        return published.data().get(type.key()).asText().getBytes(StandardCharsets.UTF_8);
    }

    TakenEvent taken() {
        return new TakenEvent(event, published.id());
    }
}
