package io.millrace.lakehouse.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.contracts.change.ColumnType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** The text by which a value of the lake is compared with one of the source, and what that text means. */
final class CanonicalText {
    private static final Logger LOG = LoggerFactory.getLogger(CanonicalText.class);
    private static final HexFormat HEX = HexFormat.of();
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_TO_2000 = 946_684_800_000_000L;

    private CanonicalText() {}

    /** The text of a value as Spark holds it; null for null. */
    static String of(Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof Boolean truth) {
            return truth ? "t" : "f";
        }
        if (value instanceof Float number) {
            return number.isNaN() ? "NaN" : HEX.toHexDigits(Float.floatToIntBits(number));
        }
        if (value instanceof Double number) {
            return number.isNaN() ? "NaN" : HEX.toHexDigits(Double.doubleToLongBits(number));
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof LocalDate date) {
            return Long.toString(date.toEpochDay());
        }
        if (value instanceof LocalDateTime local) {
            return moment(local.toInstant(ZoneOffset.UTC));
        }
        if (value instanceof Instant instant) {
            return moment(instant);
        }
        if (value instanceof byte[] bytes) {
            return HEX.formatHex(bytes);
        }
        if (value instanceof Seq<?> elements) {
            List<String> texts = new ArrayList<>();
            CollectionConverters.asJava(elements).forEach(element -> texts.add(of(element)));
            return JsonTexts.write(texts);
        }
        return value.toString();
    }

    /** A moment as Postgres sends it: microseconds since 2000, in hexadecimal digits. */
    static String moment(Instant instant) {
        // ChronoUnit counts nanoseconds on the way, of which 64 bits hold 292 years.
        long micros = instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
        return HEX.toHexDigits(micros - MICROS_TO_2000);
    }

    private static long micros(String text) {
        return HexFormat.fromHexDigitsToLong(text) + MICROS_TO_2000;
    }

    /** The value in the form that it has on the wire; the text itself where it is none of the type. */
    static JsonNode wire(ColumnType type, String text) {
        try {
            return parsed(type, text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            LOG.debug("Not a value of {}: {}", type, e.getMessage());
            return JsonNodeFactory.instance.textNode(text);
        }
    }

    private static JsonNode parsed(ColumnType type, String text) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (type.kind()) {
            case BOOLEAN -> json.booleanNode(text.equals("t"));
            case INT16, INT32, INT64, DATE -> json.numberNode(Long.parseLong(text));
            case FLOAT32, FLOAT64 -> number(shown(type, text));
            case TIMESTAMP, TIMESTAMP_TZ -> json.numberNode(micros(text));
            case BINARY -> json.textNode(Base64.getEncoder().encodeToString(HEX.parseHex(text)));
            case DECIMAL, TEXT, ARRAY -> json.textNode(text);
        };
    }

    private static JsonNode number(String text) {
        return text.equals("NaN") || text.endsWith("Infinity") || text.equals("-0.0")
                ? JsonNodeFactory.instance.textNode(text.replace("-0.0", "-0"))
                : JsonNodeFactory.instance.numberNode(new BigDecimal(text));
    }

    /** The value as people read it, null for null; the text itself where it is none of the type. */
    static String readable(ColumnType type, String text) {
        try {
            return text == null ? null : shown(type, text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            LOG.debug("Not a value of {}: {}", type, e.getMessage());
            return text;
        }
    }

    private static String shown(ColumnType type, String text) {
        return switch (type.kind()) {
            case BOOLEAN -> text.equals("t") ? "true" : "false";
            case FLOAT32 ->
                text.equals("NaN") ? text : Float.toString(Float.intBitsToFloat(HexFormat.fromHexDigits(text)));
            case FLOAT64 ->
                text.equals("NaN")
                        ? text
                        : Double.toString(Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(text)));
            case DATE -> LocalDate.ofEpochDay(Long.parseLong(text)).toString();
            case TIMESTAMP -> time(text).toString();
            case TIMESTAMP_TZ -> time(text).toInstant(ZoneOffset.UTC).toString();
            case INT16, INT32, INT64, DECIMAL, TEXT, BINARY, ARRAY -> text;
        };
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.ofInstant(Instant.EPOCH.plus(micros(text), ChronoUnit.MICROS), ZoneOffset.UTC);
    }
}
