package io.millrace.cdc.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.contracts.change.ColumnType;
import java.time.DateTimeException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns the text of a value into the wire's form of its type. What the type cannot hold (NaN in a decimal, an infinite
 * date) travels as its text, so that nothing is invented and the reader can put it aside.
 */
public final class CanonicalValue {
    private static final Logger LOG = LoggerFactory.getLogger(CanonicalValue.class);
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String HEX_PREFIX = "\\x";

    private CanonicalValue() {}

    /** The wire's form; the text itself where that is not a value of the type. */
    public static JsonNode of(ColumnType type, String text) {
        try {
            return parse(type, text);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            LOG.debug("Not a value of {}: {}", type, e.getMessage());
            return JSON.textNode(text);
        }
    }

    private static JsonNode parse(ColumnType type, String text) {
        return switch (type.kind()) {
            case BOOLEAN -> JSON.booleanNode(text.startsWith("t"));
            case INT16, INT32, INT64 -> JSON.numberNode(Long.parseLong(text));
            case FLOAT32 -> isSpecial(text) ? JSON.textNode(text) : JSON.numberNode(Float.parseFloat(text));
            case FLOAT64 -> isSpecial(text) ? JSON.textNode(text) : JSON.numberNode(Double.parseDouble(text));
            case DECIMAL, TEXT -> JSON.textNode(text);
            case DATE -> numberOrText(TemporalText.days(text), text);
            case TIMESTAMP, TIMESTAMP_TZ -> numberOrText(TemporalText.micros(text), text);
            case BINARY -> JSON.textNode(Base64.getEncoder().encodeToString(bytes(text)));
            case ARRAY -> ArrayText.parse(text, type.element());
        };
    }

    private static boolean isSpecial(String text) {
        // JSON's readers take the sign off a zero.
        return text.equals("NaN") || text.endsWith("Infinity") || text.equals("-0");
    }

    private static JsonNode numberOrText(OptionalLong number, String text) {
        return number.isPresent() ? JSON.numberNode(number.getAsLong()) : JSON.textNode(text);
    }

    private static byte[] bytes(String text) {
        if (!text.startsWith(HEX_PREFIX)) {
            throw new IllegalArgumentException(
                    "Bytes are expected as hexadecimal digits; is bytea_output set to escape?");
        }
        return HexFormat.of().parseHex(text, HEX_PREFIX.length(), text.length());
    }
}
