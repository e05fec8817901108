package io.millrace.streaming.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What a rule sees of a row.
 *
 * @param micros when, since the epoch
 * @param value what it looks at; nothing where rows are only counted
 */
public record Sighting(long micros, Optional<String> value) {
    /** The time. */
    public Instant at() {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Adds it. */
    public void writeTo(ByteSink sink) {
        sink.bigNumber(micros).optional(value, ByteSink::text);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Sighting readFrom(ByteSource source) {
        return new Sighting(source.bigNumber(), source.optional(ByteSource::text));
    }
}
