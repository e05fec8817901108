package io.millrace.streaming.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.ColumnType;
import java.math.BigDecimal;
import java.util.Optional;

/** Decimals of the wire. */
final class Decimals {
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
}
