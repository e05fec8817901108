package io.millrace.contracts.interaction;

import io.millrace.contracts.pipeline.InteractionKind.Weight;
import java.time.Duration;

/**
 * How much interactions count.
 *
 * <p>A row counts {@code factor * scale(value)}; by a moment it has decayed to that times {@code 2^(-age / halfLife)}. The
 * strength of a user's tie to an item is the sum over the rows. A row younger than the moment counts more than it did,
 * so that strengths at two moments differ by one factor for all rows: {@link #decay}.
 */
public final class Strength {
    private static final double MICROS_PER_SECOND = 1e6;

    private Strength() {}

    /**
     * What a row counts at its own time; 0 where the value is absent, not a number, zero or negative: no interaction.
     *
     * @param value the weight column's value, or null; ignored where the kind names no column
     */
    public static double ofRow(Weight weight, Double value) {
        if (weight.column().isEmpty()) {
            return weight.factor();
        }
        if (value == null || !(value > 0) || value.isInfinite()) {
            return 0;
        }
        return weight.factor()
                * switch (weight.scale()) {
                    case LINEAR -> value;
                    case LOG -> Math.log1p(value);
                };
    }

    /**
     * The factor by which a strength changes from one moment to another.
     *
     * @param fromMicros microseconds since the epoch
     * @param toMicros microseconds since the epoch
     * @param halfLife null where age does not matter
     */
    public static double decay(long fromMicros, long toMicros, Duration halfLife) {
        if (halfLife == null) {
            return 1;
        }
        double halfLives = (toMicros - fromMicros) / (halfLife.toSeconds() * MICROS_PER_SECOND);
        return Math.pow(2, -halfLives);
    }
}
