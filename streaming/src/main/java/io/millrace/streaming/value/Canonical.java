package io.millrace.streaming.value;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.pipeline.ExactNumber;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The same texts, numbers and times that the batch makes of a column: those that Spark's casts give, in UTC.
 *
 * <p>Nothing stands for NULL, and for what is no value of its type.
 */
public final class Canonical {
    private Canonical() {}

    /** The value as text: integers in decimal digits, binary in base64, moments in UTC. */
    public static Optional<String> text(ColumnType type, JsonNode value) {
        if (value.isNull()) {
            return Optional.empty();
        }
        return switch (type.kind()) {
            case BOOLEAN, TEXT, BINARY -> Optional.of(value.asText());
            case INT16, INT32, INT64 ->
                Optional.of(
                        value.isTextual()
                                ? value.textValue()
                                : value.bigIntegerValue().toString());
            case FLOAT32 -> floating(value).map(number -> Float.toString(number.floatValue()));
            case FLOAT64 -> floating(value).map(number -> Double.toString(number));
            case DECIMAL -> Decimals.of(type, value).map(number -> number.toPlainString());
            case DATE -> Moments.date(value).map(Moments::text);
            case TIMESTAMP, TIMESTAMP_TZ -> Moments.local(value).map(Moments::text);
            case ARRAY -> array(type.element(), value);
        };
    }

    private static Optional<String> array(ColumnType element, JsonNode value) {
        if (!value.isArray()) {
            return Optional.empty();
        }
        List<String> elements = new ArrayList<>();
        value.forEach(each -> elements.add(text(element, each).orElse("null")));
        return Optional.of("[" + String.join(", ", elements) + "]");
    }

    /** The value as a number; nothing where it is none. */
    public static Optional<Double> number(ColumnType type, JsonNode value) {
        if (value.isNull()) {
            return Optional.empty();
        }
        return switch (type.kind()) {
            case BOOLEAN -> Optional.of(value.asBoolean() ? 1.0 : 0.0);
            case INT16, INT32, INT64 -> Optional.of(value.doubleValue());
            case FLOAT32 -> floating(value).map(number -> (double) number.floatValue());
            case FLOAT64 -> floating(value);
            case DECIMAL -> Decimals.of(type, value).map(number -> number.doubleValue());
            case TEXT -> numberOf(value.asText());
            case DATE, TIMESTAMP, TIMESTAMP_TZ, BINARY, ARRAY -> Optional.empty();
        };
    }

    /** The value as a number with all its digits; nothing where it is none, or has no end. */
    public static Optional<BigDecimal> exact(ColumnType type, JsonNode value) {
        if (value.isNull()) {
            return Optional.empty();
        }
        return switch (type.kind()) {
            case BOOLEAN -> Optional.of(value.asBoolean() ? BigDecimal.ONE : BigDecimal.ZERO);
            case DECIMAL -> Decimals.of(type, value);
            case INT16, INT32, INT64, FLOAT32, FLOAT64, TEXT ->
                text(type, value).flatMap(ExactNumber::parse);
            case DATE, TIMESTAMP, TIMESTAMP_TZ, BINARY, ARRAY -> Optional.empty();
        };
    }

    /**
     * The moment of the value, in microseconds since the epoch.
     *
     * @param zone in which a time without a zone, or the beginning of a date, is meant
     */
    public static Optional<Long> micros(ColumnType type, JsonNode value, ZoneId zone) {
        if (value.isNull()) {
            return Optional.empty();
        }
        try {
            return switch (type.kind()) {
                case TIMESTAMP_TZ -> Moments.local(value).map(local -> Moments.micros(local, ZoneOffset.UTC));
                case TIMESTAMP -> Moments.local(value).map(local -> Moments.micros(local, zone));
                case DATE -> Moments.date(value).map(date -> Moments.micros(date.atStartOfDay(), zone));
                case BOOLEAN, INT16, INT32, INT64, FLOAT32, FLOAT64, DECIMAL, TEXT, BINARY, ARRAY -> Optional.empty();
            };
        } catch (ArithmeticException | DateTimeException e) {
            // A moment outside of what 64 bits of microseconds hold is none that the lake has either.
            return Optional.empty();
        }
    }

    private static Optional<Double> floating(JsonNode value) {
        return value.isTextual() ? numberOf(value.textValue()) : Optional.of(value.doubleValue());
    }

    private static Optional<Double> numberOf(String text) {
        try {
            return Optional.of(Double.parseDouble(text.strip()));
        } catch (NumberFormatException e) {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "inf", "+inf", "infinity", "+infinity" -> Optional.of(Double.POSITIVE_INFINITY);
                case "-inf", "-infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
                case "nan" -> Optional.of(Double.NaN);
                default -> Optional.empty();
            };
        }
    }
}
