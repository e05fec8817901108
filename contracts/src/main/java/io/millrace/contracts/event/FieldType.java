package io.millrace.contracts.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.contracts.process.Suggestion;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the values of a field are. A value that has a canonical form here is one that the lake can hold. */
public enum FieldType {
    /** A text of Unicode. A whole number is taken as its digits, because ids are often numbers. */
    STRING("a text") {
        @Override
        public Optional<JsonNode> canonical(JsonNode value) {
            boolean isText = value.isTextual() || value.isIntegralNumber();
            // Escapes can spell half a character, which would be another one in every store.
            return isText && StandardCharsets.UTF_8.newEncoder().canEncode(value.asText())
                    ? Optional.of(TextNode.valueOf(value.asText()))
                    : Optional.empty();
        }
    },
    /** A whole number of 64 bits. */
    INTEGER("a whole number of at most 64 bits") {
        @Override
        public Optional<JsonNode> canonical(JsonNode value) {
            return value.isIntegralNumber() && value.canConvertToLong()
                    ? Optional.of(LongNode.valueOf(value.longValue()))
                    : Optional.empty();
        }
    },
    /** A number with or without a fraction, as a double holds it. */
    NUMBER("a number") {
        @Override
        public Optional<JsonNode> canonical(JsonNode value) {
            return value.isNumber() && Double.isFinite(value.doubleValue())
                    ? Optional.of(DoubleNode.valueOf(value.doubleValue()))
                    : Optional.empty();
        }
    },
    BOOLEAN("true or false") {
        @Override
        public Optional<JsonNode> canonical(JsonNode value) {
            return value.isBoolean() ? Optional.of(BooleanNode.valueOf(value.booleanValue())) : Optional.empty();
        }
    },
    /** A moment of the years 1 to 9999, to the microsecond. */
    TIMESTAMP("a time with its offset, such as 2026-01-31T12:00:00Z") {
        @Override
        public Optional<JsonNode> canonical(JsonNode value) {
            return value.isTextual() ? moment(value.textValue()) : Optional.empty();
        }
    },
    UUID("a UUID, such as 123e4567-e89b-12d3-a456-426614174000") {
        @Override
        public Optional<JsonNode> canonical(JsonNode value) {
            return value.isTextual() && UUID_TEXT.matcher(value.textValue()).matches()
                    ? Optional.of(TextNode.valueOf(value.textValue().toLowerCase(Locale.ROOT)))
                    : Optional.empty();
        }
    };

    // A UUID of Java's parser may lack digits.
    private static final Pattern UUID_TEXT = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999Z");

    private final String expected;

    FieldType(String expected) {
        this.expected = expected;
    }

    /** The one way to write this value, or nothing where it is none of this type. */
    public abstract Optional<JsonNode> canonical(JsonNode value);

    /** What a value must be, in words. */
    public String expected() {
        return expected;
    }

    /** The name in the pipeline file. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The type of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static FieldType ofLabel(String label) {
        List<String> labels = Arrays.stream(values()).map(FieldType::label).toList();
        int index = labels.indexOf(label);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "the types are %s.%s".formatted(String.join(", ", labels), Suggestion.didYouMean(label, labels)));
        }
        return values()[index];
    }

    /** Whether this moment is one of the years that every store holds. */
    public static boolean holds(Instant moment) {
        return !moment.isBefore(FIRST) && !moment.isAfter(END);
    }

    private static Optional<JsonNode> moment(String text) {
        try {
            Instant moment = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
            return holds(moment) ? Optional.of(TextNode.valueOf(moment.toString())) : Optional.empty();
        } catch (DateTimeException e) {
            // No time: the caller says what it must be.
            return Optional.empty();
        }
    }
}
