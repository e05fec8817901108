package io.millrace.lakehouse.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.ColumnType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Turns canonical JSON values into the objects of a Spark row, exactly or not at all. */
public final class ValueDecoder {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final int SHOWN_CHARACTERS = 60;

    private ValueDecoder() {}

    /**
     * The value as Spark holds it; null for a JSON null.
     *
     * @throws UnfitValueException if the lake's type cannot hold it unchanged
     */
    public static Object decode(JsonNode value, ColumnType type) throws UnfitValueException {
        if (value.isNull()) {
            return null;
        }
        try {
            return switch (type.kind()) {
                case BOOLEAN -> value.isBoolean() ? value.booleanValue() : unfit(value, type);
                case INT16 -> (short) integer(value, type, Short.MIN_VALUE, Short.MAX_VALUE);
                case INT32 -> (int) integer(value, type, Integer.MIN_VALUE, Integer.MAX_VALUE);
                case INT64 -> integer(value, type, Long.MIN_VALUE, Long.MAX_VALUE);
                case FLOAT32 -> (float) floating(value, type);
                case FLOAT64 -> floating(value, type);
                case DECIMAL -> decimal(value, type);
                case TEXT -> value.isTextual() ? value.textValue() : unfit(value, type);
                case DATE -> date(value, type);
                case TIMESTAMP -> localTime(value, type);
                case TIMESTAMP_TZ -> localTime(value, type).toInstant(ZoneOffset.UTC);
                case BINARY -> value.isTextual() ? Base64.getDecoder().decode(value.textValue()) : unfit(value, type);
                case ARRAY -> array(value, type);
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UnfitValueException("%s does not fit %s: %s".formatted(shown(value), name(type), e.getMessage()));
        }
    }

    private static long integer(JsonNode value, ColumnType type, long least, long most) throws UnfitValueException {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            return unfit(value, type);
        }
        long number = value.longValue();
        return number < least || number > most ? unfit(value, type) : number;
    }

    private static double floating(JsonNode value, ColumnType type) throws UnfitValueException {
        if (value.isNumber()) {
            return type.kind() == ColumnType.Kind.FLOAT32
                    ? Float.parseFloat(value.asText())
                    : Double.parseDouble(value.asText());
        }
        return switch (value.asText()) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            case "-0" -> -0.0;
            default -> ValueDecoder.<Double>unfit(value, type);
        };
    }

    private static BigDecimal decimal(JsonNode value, ColumnType type) throws UnfitValueException {
        if (!value.isTextual()) {
            return unfit(value, type);
        }
        try {
            BigDecimal exact = new BigDecimal(value.textValue()).setScale(type.scale());
            return exact.precision() > type.precision() ? unfit(value, type) : exact;
        } catch (ArithmeticException | NumberFormatException e) {
            return unfit(value, type);
        }
    }

    private static LocalDate date(JsonNode value, ColumnType type) throws UnfitValueException {
        return value.isTextual()
                ? endOfTime(value, type).toLocalDate()
                : LocalDate.ofEpochDay(integer(value, type, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private static LocalDateTime localTime(JsonNode value, ColumnType type) throws UnfitValueException {
        if (value.isTextual()) {
            return endOfTime(value, type);
        }
        long micros = integer(value, type, Long.MIN_VALUE, Long.MAX_VALUE);
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        long nanos = Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO;
        return LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC);
    }

    /** What is no number on the wire is infinite, or later than microseconds reach. */
    private static LocalDateTime endOfTime(JsonNode value, ColumnType type) throws UnfitValueException {
        return switch (value.textValue()) {
            case "infinity" -> EndOfTime.LATEST;
            case "-infinity" -> EndOfTime.EARLIEST;
            default ->
                throw new UnfitValueException(
                        "%s does not fit %s, which counts microseconds in 64 bits and ends in January 294247"
                                .formatted(shown(value), name(type)));
        };
    }

    private static Seq<Object> array(JsonNode value, ColumnType type) throws UnfitValueException {
        if (!value.isArray()) {
            return unfit(value, type);
        }
        List<Object> elements = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            if (element.isArray()) {
                throw new UnfitValueException(
                        "%s has more than one dimension and does not fit %s".formatted(shown(value), name(type)));
            }
            elements.add(decode(element, type.element()));
        }
        return CollectionConverters.asScala(elements).toSeq();
    }

    private static <T> T unfit(JsonNode value, ColumnType type) throws UnfitValueException {
        throw new UnfitValueException("%s does not fit %s".formatted(shown(value), name(type)));
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
    }

    private static String name(ColumnType type) {
        return SparkTypes.of(type).catalogString();
    }
}
