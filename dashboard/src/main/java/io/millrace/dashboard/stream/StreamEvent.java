package io.millrace.dashboard.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An event as it goes over the wire, made once for all readers.
 *
 * @param number counts the events of a hub
 * @param lines a server-sent event
 * @param message a document of JSON
 */
record StreamEvent(long number, byte[] lines, byte[] message) {
    private static final StreamEvent BEAT = new StreamEvent(0, utf8(": alive\n\n"), utf8("{\"kind\":\"alive\"}"));

    /**
     * Writes an event.
     *
     * @param data one line of JSON
     */
    static StreamEvent of(String hub, long number, String kind, String data) {
        String id = hub + "-" + number;
        return new StreamEvent(
                number,
                utf8("retry: 1000\nid: %s\nevent: %s\ndata: %s\n\n".formatted(id, kind, data)),
                utf8("{\"id\":\"%s\",\"kind\":\"%s\",\"data\":%s}".formatted(id, kind, data)));
    }

    /** Says that nothing has happened. */
    static StreamEvent beat() {
        return BEAT;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    ByteBuffer in(StreamSink.Form form) {
        byte[] wire =
                switch (form) {
                    case LINES -> lines;
                    case MESSAGE -> message;
                };
        return ByteBuffer.wrap(wire).asReadOnlyBuffer();
    }
}
