package io.millrace.streaming.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.ColumnType;
import java.math.BigDecimal;
import java.util.Optional;

/** Decimals of the wire. */
final class Decimals {
    /** What is longer is no figure; Postgres itself has numbers of up to 131,072 digits before the point. */
    private static final int MOST_DIGITS = 1_000;

    private Decimals() {}

    /** The number with the digits after the point that its column has; nothing for NaN and the like. */
    static Optional<BigDecimal> of(ColumnType type, JsonNode value) {
        try {
            return Optional.of(new BigDecimal(value.asText()).setScale(type.scale()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        } catch (ArithmeticException e) {
            // More digits than the column can hold are no value of it.
            return Optional.empty();
        }
    }

    /** The number that a text is; nothing where it is none that has an end. */
    static Optional<BigDecimal> of(String text) {
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
