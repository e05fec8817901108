package io.millrace.streaming.wire;

import java.util.Optional;

/**
 * One line of a measure.
 *
 * @param measure the measure's number
 * @param by the number of the dimension; {@link #TOTAL} where it is not divided
 * @param dimension the dimension's value; nothing for the total, and for rows without one
 */
public record Slot(int measure, int by, Optional<String> dimension) {
    /** The number for no dimension. */
    public static final int TOTAL = -1;

    /** Adds it. */
    public void writeTo(ByteSink sink) {
        sink.number(measure).number(by).optional(dimension, ByteSink::text);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Slot readFrom(ByteSource source) {
        return new Slot(source.number(), source.number(), source.optional(ByteSource::text));
    }
}
