package io.millrace.streaming.wire;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Writes values one after the other; numbers big-endian, texts as their length and UTF-8. */
public final class ByteSink {
    private static final int USUAL_BYTES = 96;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
    private final DataOutputStream data = new DataOutputStream(bytes);

    private interface Writing {
        void run() throws IOException;
    }

    private ByteSink write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can be written", e);
        }
        return this;
    }

    public ByteSink tag(int value) {
        return write(() -> data.writeByte(value));
    }

    public ByteSink flag(boolean value) {
        return write(() -> data.writeBoolean(value));
    }

    public ByteSink number(int value) {
        return write(() -> data.writeInt(value));
    }

    public ByteSink bigNumber(long value) {
        return write(() -> data.writeLong(value));
    }

    public ByteSink decimal(double value) {
        return write(() -> data.writeDouble(value));
    }

    public ByteSink text(String value) {
        return raw(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes behind their number. */
    public ByteSink raw(byte[] value) {
        return number(value.length).write(() -> data.write(value));
    }

    public ByteSink position(Position value) {
        return number(value.incarnation()).bigNumber(value.lsn());
    }

    public ByteSink progress(Progress value) {
        return position(value.position())
                .bigNumber(value.sourceTime().getEpochSecond())
                .number(value.sourceTime().getNano());
    }

    /** A value that may be absent. */
    public <T> ByteSink optional(Optional<T> value, BiConsumer<ByteSink, T> writer) {
        flag(value.isPresent());
        value.ifPresent(there -> writer.accept(this, there));
        return this;
    }

    public byte[] bytes() {
        return bytes.toByteArray();
    }
}
