package io.millrace.streaming.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.process.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CanonicalTest {
    private static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types without parameters, with the text that Spark's cast in UTC gives. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BOOLEAN | true | true",
                "INT16 | -7 | -7",
                "INT64 | 9223372036854775807 | 9223372036854775807",
                "FLOAT32 | 0.1 | 0.1",
                "FLOAT32 | 10000000 | 1.0E7",
                "FLOAT64 | 12 | 12.0",
                "FLOAT64 | 1e10 | 1.0E10",
                "FLOAT64 | \"NaN\" | NaN",
                "FLOAT64 | \"-Infinity\" | -Infinity",
                "FLOAT64 | \"-0\" | -0.0",
                "TEXT | \" a \" | ` a `",
                "DATE | 0 | 1970-01-01",
                "DATE | -719162 | 0001-01-01",
                "DATE | \"infinity\" | 9999-12-31",
                "DATE | \"-infinity\" | 0001-01-01",
                "TIMESTAMP | 0 | 1970-01-01 00:00:00",
                "TIMESTAMP | 1500000 | 1970-01-01 00:00:01.5",
                "TIMESTAMP | -1 | 1969-12-31 23:59:59.999999",
                "TIMESTAMP_TZ | 1700000000000000 | 2023-11-14 22:13:20",
                "TIMESTAMP_TZ | \"infinity\" | 9999-12-31 23:59:59.999999",
                "TIMESTAMP_TZ | \"-infinity\" | 0001-01-01 00:00:00",
                "BINARY | \"AQID\" | AQID",
            })
    void aValueHasTheTextOfSparksCast(Kind kind, String value, String text) {
        assertThat(Canonical.text(ColumnType.of(kind), json(value))).contains(text);
    }

    @Test
    void aDecimalHasAllDigitsOfItsScaleAndNoExponent() {
        assertThat(Canonical.text(ColumnType.decimal(10, 2), json("\"12.5\""))).contains("12.50");
        assertThat(Canonical.text(ColumnType.decimal(38, 10), json("\"0.0000000001\"")))
                .contains("0.0000000001");
        assertThat(Canonical.text(ColumnType.decimal(10, 2), json("\"NaN\""))).isEmpty();
    }

    @Test
    void anArrayStandsInBracketsWithItsNulls() {
        ColumnType texts = ColumnType.array(ColumnType.of(Kind.TEXT));

        assertThat(Canonical.text(texts, json("[\"a\",null,\"b\"]"))).contains("[a, null, b]");
    }

    @Test
    void nullHasNoFormAtAll() {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.DECIMAL && kind != Kind.ARRAY) {
                ColumnType type = ColumnType.of(kind);
                assertThat(Canonical.text(type, json("null"))).isEmpty();
                assertThat(Canonical.number(type, json("null"))).isEmpty();
                assertThat(Canonical.micros(type, json("null"), ZoneId.of("UTC")))
                        .isEmpty();
            }
        }
    }

    @Test
    void aTextIsANumberIfItReadsAsOne() {
        ColumnType text = ColumnType.of(Kind.TEXT);

        assertThat(Canonical.number(text, json("\" 1.5 \""))).contains(1.5);
        assertThat(Canonical.number(text, json("\"inf\""))).contains(Double.POSITIVE_INFINITY);
        assertThat(Canonical.number(text, json("\"one\""))).isEmpty();
        assertThat(Canonical.number(ColumnType.decimal(5, 2), json("\"1.25\""))).contains(1.25);
        assertThat(Canonical.number(ColumnType.of(Kind.BOOLEAN), json("true"))).contains(1.0);
    }

    @Test
    void aTimeWithoutAZoneIsMeantInThatOfThePipeline() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Optional<Long> noon = Optional.of(micros("2026-07-01T10:00:00Z"));
        JsonNode clock = json(String.valueOf(micros("2026-07-01T12:00:00Z")));

        assertThat(Canonical.micros(ColumnType.of(Kind.TIMESTAMP), clock, berlin))
                .isEqualTo(noon);
        assertThat(Canonical.micros(ColumnType.of(Kind.TIMESTAMP_TZ), clock, berlin))
                .contains(micros("2026-07-01T12:00:00Z"));
        assertThat(Canonical.micros(ColumnType.of(Kind.DATE), json("20635"), berlin))
                .contains(micros("2026-06-30T22:00:00Z"));
        assertThat(Canonical.micros(ColumnType.of(Kind.TEXT), json("\"2026-07-01\""), berlin))
                .isEmpty();
    }

    private static long micros(String instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(instant));
    }

    @Test
    void exactNumbersKeepTheirDigitsAndWhatHasNoEndIsNone() {
        var text = ColumnType.of(Kind.TEXT);
        var number = ColumnType.decimal(10, 2);
        assertThat(Canonical.exact(number, TextNode.valueOf("0.10"))).contains(new BigDecimal("0.10"));
        assertThat(Canonical.exact(text, TextNode.valueOf(" 12345678901234567890.5 ")))
                .contains(new BigDecimal("12345678901234567890.5"));
        assertThat(Canonical.exact(text, TextNode.valueOf("NaN"))).isEmpty();
        assertThat(Canonical.exact(text, TextNode.valueOf("1e999999999"))).isEmpty();
        assertThat(Canonical.exact(ColumnType.of(Kind.FLOAT64), TextNode.valueOf("Infinity")))
                .isEmpty();
    }
}
