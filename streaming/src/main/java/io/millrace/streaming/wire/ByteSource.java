package io.millrace.streaming.wire;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Reads what a {@link ByteSink} wrote. */
public final class ByteSource {
    private final ByteBuffer bytes;

    public ByteSource(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    public int tag() {
        return bytes.get();
    }

    public boolean flag() {
        return bytes.get() != 0;
    }

    public int number() {
        return bytes.getInt();
    }

    public long bigNumber() {
        return bytes.getLong();
    }

    public double decimal() {
        return bytes.getDouble();
    }

    public String text() {
        return new String(raw(), StandardCharsets.UTF_8);
    }

    /** Bytes behind their number. */
    public byte[] raw() {
        byte[] value = new byte[bytes.getInt()];
        bytes.get(value);
        return value;
    }

    public Position position() {
        return new Position(bytes.getInt(), bytes.getLong());
    }

    public Progress progress() {
        return new Progress(position(), Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()));
    }

    /** Whether everything was read. */
    public boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    /** A value that may be absent. */
    public <T> Optional<T> optional(Function<ByteSource, T> reader) {
        return flag() ? Optional.of(reader.apply(this)) : Optional.empty();
    }
}
