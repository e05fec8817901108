package io.millrace.contracts.interaction;

import io.millrace.contracts.pipeline.Caps;
import io.millrace.contracts.pipeline.InteractionKind.Weight;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;

/**
 * How much interactions count.
 *
 * <p>A row counts {@code factor * scale(value)}; by a moment it has decayed to that times {@code 2^(-age / halfLife)}. The
 * strength of a user's tie to an item is the sum over the rows. A row younger than the moment counts more than it did,
 * so that strengths at two moments differ by one factor for all rows: {@link #decay}.
 *
 * <p>What caps leave of a tie depends on the user's rows alone, never on the moment, so that a capped strength decays as
 * others do: {@link #capped}.
 */
public final class Strength {
    /**
     * The order of a user's ties of which those behind {@link Caps#items} count nothing, where their latest rows are of
     * one time: that of the items' UTF-8 bytes, in which Spark, too, has texts.
     */
    public static final Comparator<String> ITEMS = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

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

    /**
     * What is left of a tie; 0 where it is one too many, which is no interaction.
     *
     * @param sum what its rows count at a moment
     * @param ofLatest what a weight of one at the time of its latest row has decayed to by that moment
     * @param later how many of the user's ties have a later latest row, or one of that time and an item before this one
     */
    public static double capped(double sum, double ofLatest, long later, Caps caps) {
        if (caps.items().isPresent() && later >= caps.items().get()) {
            return 0;
        }
        return caps.strength().map(most -> Math.min(sum, most * ofLatest)).orElse(sum);
    }
}
