package io.millrace.cdc.reload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.TableSchema;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A key that somebody asked for, in the wire's form.
 *
 * @param node its columns in key order, exactly as capture writes them
 * @param texts the same as Postgres reads them
 */
record AskedKey(ObjectNode node, List<String> texts) {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final DateTimeFormatter DATE = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR_OF_ERA, 4)
            .appendPattern("-MM-dd")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .append(DATE)
            .appendPattern(" HH:mm:ss.SSSSSS")
            .toFormatter(Locale.ROOT);

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException with the reason if it has not exactly the key's columns, each with a value
     */
    static AskedKey of(TableSchema schema, ObjectNode asked) {
        if (asked.size() != schema.key().size()) {
            throw new IllegalArgumentException("The key of %s has the columns %s, but %s was asked for"
                    .formatted(schema.table(), schema.key(), asked));
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        List<String> texts = new ArrayList<>();
        for (String name : schema.key()) {
            JsonNode value = asked.path(name);
            if (!value.isValueNode() || value.isNull()) {
                throw new IllegalArgumentException("The key of %s has the columns %s, but %s was asked for"
                        .formatted(schema.table(), schema.key(), asked));
            }
            node.set(name, canonical(type(schema, name), value));
            texts.add(text(type(schema, name), value));
        }
        return new AskedKey(node, texts);
    }

    private static ColumnType type(TableSchema schema, String name) {
        return schema.columns().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow()
                .type();
    }

    /** The value in the same node as capture makes, so that equal keys have equal JSON. */
    private static JsonNode canonical(ColumnType type, JsonNode value) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (!value.isNumber()) {
            return value;
        }
        return switch (type.kind()) {
            case FLOAT32 -> json.numberNode(value.floatValue());
            case FLOAT64 -> json.numberNode(value.doubleValue());
            case BOOLEAN, INT16, INT32, INT64, DECIMAL, TEXT, DATE, TIMESTAMP, TIMESTAMP_TZ, BINARY, ARRAY ->
                json.numberNode(value.longValue());
        };
    }

    private static String text(ColumnType type, JsonNode value) {
        return switch (type.kind()) {
            case DATE -> value.isNumber() ? date(LocalDate.ofEpochDay(value.longValue())) : value.asText();
            case TIMESTAMP -> value.isNumber() ? timestamp(value.longValue()) : value.asText();
            case TIMESTAMP_TZ -> value.isNumber() ? zoned(value.longValue()) : value.asText();
            case BINARY -> "\\x" + HexFormat.of().formatHex(Base64.getDecoder().decode(value.asText()));
            case BOOLEAN, INT16, INT32, INT64, FLOAT32, FLOAT64, DECIMAL, TEXT, ARRAY -> value.asText();
        };
    }

    private static String date(LocalDate date) {
        return DATE.format(date) + era(date);
    }

    private static String timestamp(long micros) {
        LocalDateTime time = time(micros);
        return TIMESTAMP.format(time) + era(time.toLocalDate());
    }

    private static String zoned(long micros) {
        LocalDateTime time = time(micros);
        return TIMESTAMP.format(time) + "+00" + era(time.toLocalDate());
    }

    private static LocalDateTime time(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO,
                ZoneOffset.UTC);
    }

    private static String era(LocalDate date) {
        return date.getYear() > 0 ? "" : " BC";
    }
}
