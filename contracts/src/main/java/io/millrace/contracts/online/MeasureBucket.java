package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Aggregate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * What a measure is over one span of time, and how far the changes reach that are in it. Its text begins with the guard of
 * {@link LiveUserCodec}, so that a script in Redis can refuse what is older.
 *
 * @param position of the latest change that is in it
 * @param count rows that count
 * @param sum of their values, exact
 * @param distinct how many different values they have
 */
public record MeasureBucket(Position position, long count, BigDecimal sum, long distinct) {
    private static final int PARTS = 4;

    public MeasureBucket {
        // One number is one text, whatever was added and taken away on the way to it.
        sum = sum.signum() == 0 ? BigDecimal.ZERO : sum.stripTrailingZeros();
    }

    /** The measure's value; nothing for the mean of no rows. */
    public Optional<BigDecimal> value(Aggregate aggregate) {
        return switch (aggregate) {
            case SUM -> Optional.of(sum);
            case COUNT -> Optional.of(BigDecimal.valueOf(count));
            case DISTINCT -> Optional.of(BigDecimal.valueOf(distinct));
            case AVERAGE ->
                count == 0
                        ? Optional.empty()
                        : Optional.of(sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128));
        };
    }

    /**
     * Both spans as one. Different values of the two may be the same ones, so that {@code distinct} is the most that they
     * can be and no measure of the aggregate DISTINCT may be added up.
     */
    public MeasureBucket plus(MeasureBucket other) {
        Position later = position.reaches(other.position) ? position : other.position;
        return new MeasureBucket(later, count + other.count, sum.add(other.sum), distinct + other.distinct);
    }

    /** The form in Redis. */
    public String text() {
        return "%s %d %d %s".formatted(LiveUserCodec.guard(position), count, distinct, sum.toPlainString());
    }

    /**
     * Reads what {@link #text} gave.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static MeasureBucket parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException(
                    "A span of a measure has %d parts, but this is '%s'".formatted(PARTS, text));
        }
        try {
            return new MeasureBucket(
                    LiveUserCodec.position(parts[0]),
                    Long.parseLong(parts[1]),
                    new BigDecimal(parts[3]),
                    Long.parseLong(parts[2]));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "A span of a measure is a guard and numbers, but this is '%s'".formatted(text), e);
        }
    }
}
