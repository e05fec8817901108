package io.millrace.streaming.join;

import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import io.millrace.streaming.wire.HopCodec;
import io.millrace.streaming.wire.HopMessage;
import java.util.Optional;

/**
 * What a message means to all entries under a prefix, as far as it has come.
 *
 * @param before what the shelf had in the place of what the message says
 * @param next the first entry that is still to be told
 */
record FanOut(HopMessage cause, Optional<byte[]> before, byte[] prefix, byte[] next) {
    /** One that has told nothing yet. */
    static FanOut of(HopMessage cause, Optional<byte[]> before, byte[] prefix) {
        return new FanOut(cause, before, prefix, prefix);
    }

    FanOut from(byte[] entry) {
        return new FanOut(cause, before, prefix, entry);
    }

    byte[] bytes() {
        return new ByteSink()
                .raw(HopCodec.encode(cause))
                .optional(before, ByteSink::raw)
                .raw(prefix)
                .raw(next)
                .bytes();
    }

    /** Reads what {@link #bytes} gave. */
    static FanOut parse(byte[] bytes) {
        var source = new ByteSource(bytes);
        return new FanOut(HopCodec.decode(source.raw()), source.optional(ByteSource::raw), source.raw(), source.raw());
    }
}
