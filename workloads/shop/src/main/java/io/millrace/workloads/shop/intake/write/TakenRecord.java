package io.millrace.workloads.shop.intake.write;

import io.millrace.workloads.shop.intake.event.EventKind;
import java.nio.charset.StandardCharsets;

/**
 * A record of one of the shop's topics.
 *
 * @param kind that the topic is for
 * @param value the bytes as they came; none where the record has none
 */
record TakenRecord(EventKind kind, String topic, int partition, long offset, byte[] value) {
    /** The value as a text that Postgres can hold. */
    String text() {
        return new String(value, StandardCharsets.UTF_8).replace('\0', '\uFFFD');
    }

    @Override
    public String toString() {
        return "%s-%d@%d".formatted(topic, partition, offset);
    }
}
