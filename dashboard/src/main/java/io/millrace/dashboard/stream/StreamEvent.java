package io.millrace.dashboard.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An event as it goes over the wire, made once for all readers.
 *
 * @param number counts the events of a hub
 */
record StreamEvent(long number, byte[] wire) {

    /**
     * Writes an event.
     *
     * @param data one line of JSON
     */
    static StreamEvent of(String hub, long number, String kind, String data) {
        String text = "retry: 1000\nid: %s-%d\nevent: %s\ndata: %s\n\n".formatted(hub, number, kind, data);
        return new StreamEvent(number, text.getBytes(StandardCharsets.UTF_8));
    }

    ByteBuffer buffer() {
        return ByteBuffer.wrap(wire).asReadOnlyBuffer();
    }
}
