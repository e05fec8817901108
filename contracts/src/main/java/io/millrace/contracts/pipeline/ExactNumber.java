package io.millrace.contracts.pipeline;

import java.math.BigDecimal;
import java.util.Optional;

/** Which texts of a column are numbers that a measure can add up: the same ones live and over the lake. */
public final class ExactNumber {
    /** What is longer is no figure; Postgres itself has numbers of up to 131,072 digits before the point. */
    private static final int MOST_DIGITS = 1_000;

    private ExactNumber() {}

    /** The number that a text is; nothing where it is none that has an end. */
    public static Optional<BigDecimal> parse(String text) {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            // A few characters can ask for a billion digits.
            return Math.abs((long) number.scale()) > MOST_DIGITS || number.precision() > MOST_DIGITS
                    ? Optional.empty()
                    : Optional.of(number);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
