package io.millrace.streaming.total;

import io.millrace.contracts.pipeline.Window;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** One span of time of one line of a measure. */
record SpanKey(Window window, Instant start, Slot slot) {

    /** Bytes whose order is that of windows, then of time. */
    static ByteSink begin(int tag, Window window, Instant start) {
        return new ByteSink().tag(tag).tag(window.ordinal()).bigNumber(start.getEpochSecond() ^ Long.MIN_VALUE);
    }

    ByteSink under(int tag) {
        ByteSink sink = begin(tag, window, start);
        slot.writeTo(sink);
        return sink;
    }

    static SpanKey parse(byte[] bytes) {
        var source = new ByteSource(bytes);
        source.tag();
        Window window = Window.values()[source.tag()];
        return new SpanKey(window, Instant.ofEpochSecond(source.bigNumber() ^ Long.MIN_VALUE), Slot.readFrom(source));
    }

    /** A name of the bytes on the shelf: a character for each. */
    static String name(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String name) {
        return name.getBytes(StandardCharsets.ISO_8859_1);
    }
}
