package io.millrace.streaming.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a row gives to figures: texts in an order that both sides know; nothing for NULL. */
public record Values(List<Optional<String>> texts) {
    /** No values at all. */
    public static final Values NONE = new Values(List.of());

    public Values {
        texts = List.copyOf(texts);
    }

    /** Adds them. */
    public void writeTo(ByteSink sink) {
        sink.number(texts.size());
        texts.forEach(text -> sink.optional(text, ByteSink::text));
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Values readFrom(ByteSource source) {
        int count = source.number();
        List<Optional<String>> texts = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            texts.add(source.optional(ByteSource::text));
        }
        return new Values(texts);
    }

    /** These as bytes. */
    public byte[] bytes() {
        var sink = new ByteSink();
        writeTo(sink);
        return sink.bytes();
    }
}
