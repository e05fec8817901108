package io.millrace.lakehouse.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.process.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import scala.jdk.javaapi.CollectionConverters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ValueDecoderTest {
    @Test
    void everyKindKeepsItsValue() throws Exception {
        assertThat(decode("true", Kind.BOOLEAN)).isEqualTo(true);
        assertThat(decode("-32768", Kind.INT16)).isEqualTo((short) -32768);
        assertThat(decode("2147483647", Kind.INT32)).isEqualTo(Integer.MAX_VALUE);
        assertThat(decode("-9223372036854775808", Kind.INT64)).isEqualTo(Long.MIN_VALUE);
        assertThat(decode("0.1", Kind.FLOAT32)).isEqualTo(0.1f);
        assertThat(decode("0.1", Kind.FLOAT64)).isEqualTo(0.1);
        assertThat(decode("\"-Infinity\"", Kind.FLOAT64)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(decode("\"NaN\"", Kind.FLOAT32)).isEqualTo(Float.NaN);
        assertThat(decode("\"\\u0001 ü 🙂\"", Kind.TEXT)).isEqualTo("\u0001 ü 🙂");
        assertThat(decode("-719893", Kind.DATE)).isEqualTo(LocalDate.ofEpochDay(-719893));
        assertThat(decode("1", Kind.TIMESTAMP)).isEqualTo(LocalDateTime.of(1970, 1, 1, 0, 0, 0, 1_000));
        assertThat(decode("-1", Kind.TIMESTAMP_TZ)).isEqualTo(Instant.ofEpochSecond(-1, 999_999_000));
        assertThat((byte[]) decode("\"AP8=\"", Kind.BINARY)).containsExactly(0, -1);
    }

    @Test
    void aDecimalHasExactlyTheScaleOfItsColumn() throws Exception {
        assertThat(ValueDecoder.decode(json("\"12.5\""), ColumnType.decimal(14, 2)))
                .isEqualTo(new BigDecimal("12.50"));
    }

    @Test
    void extremesAreExact() throws Exception {
        assertThat(decode("\"-0\"", Kind.FLOAT32)).isEqualTo(-0.0f);
        assertThat(decode("\"-0\"", Kind.FLOAT64)).isEqualTo(-0.0);
        assertThat(decode("1.4E-45", Kind.FLOAT32)).isEqualTo(Float.MIN_VALUE);
        assertThat(decode("4.9E-324", Kind.FLOAT64)).isEqualTo(Double.MIN_VALUE);
        assertThat(decode("1.7976931348623157E308", Kind.FLOAT64)).isEqualTo(Double.MAX_VALUE);
        assertThat(decode("3.4028235E38", Kind.FLOAT32)).isEqualTo(Float.MAX_VALUE);
        assertThat(decode("2145042905", Kind.DATE)).isEqualTo(LocalDate.of(5_874_897, 12, 31));
        assertThat(decode("-2440588", Kind.DATE)).isEqualTo(LocalDate.of(-4713, 11, 24));
        assertThat(decode("9223372036854775807", Kind.TIMESTAMP))
                .isEqualTo(LocalDateTime.of(294_247, 1, 10, 4, 0, 54, 775_807_000));
        assertThat(decode("-210866803200000000", Kind.TIMESTAMP_TZ))
                .isEqualTo(LocalDateTime.of(-4713, 11, 24, 0, 0).toInstant(ZoneOffset.UTC));
        String digits = "9".repeat(38);
        assertThat(ValueDecoder.decode(json("\"-0." + digits + "\""), ColumnType.decimal(38, 38)))
                .isEqualTo(new BigDecimal("-0." + digits));
    }

    @ParameterizedTest
    @CsvSource({
        "infinity, 9999-12-31T23:59:59.999999",
        "-infinity, 0001-01-01T00:00:00",
    })
    void theEndsOfTimeAreTheFirstAndTheLastMomentThatEveryReaderHas(String text, LocalDateTime end) throws Exception {
        String value = '"' + text + '"';

        assertThat(decode(value, Kind.DATE)).isEqualTo(end.toLocalDate());
        assertThat(decode(value, Kind.TIMESTAMP)).isEqualTo(end);
        assertThat(decode(value, Kind.TIMESTAMP_TZ)).isEqualTo(end.toInstant(ZoneOffset.UTC));
        assertThat(ValueDecoder.decode(json("[" + value + "]"), ColumnType.array(ColumnType.of(Kind.DATE))))
                .isEqualTo(
                        CollectionConverters.asScala(List.of(end.toLocalDate())).toSeq());
    }

    @Test
    void anArrayOfMoreDimensionsIsRefused() {
        assertThatThrownBy(
                        () -> ValueDecoder.decode(json("[[1,2],[3,4]]"), ColumnType.array(ColumnType.of(Kind.INT32))))
                .isInstanceOf(UnfitValueException.class)
                .hasMessage("[[1,2],[3,4]] has more than one dimension and does not fit array<int>");
    }

    @Test
    void anArrayKeepsItsNulls() throws Exception {
        Object array = ValueDecoder.decode(json("[1,null]"), ColumnType.array(ColumnType.of(Kind.INT32)));
        assertThat(array)
                .isEqualTo(CollectionConverters.asScala(Arrays.asList(1, null)).toSeq());
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ARRAY", "DECIMAL"})
    void nullIsNullInEveryKind(Kind kind) throws Exception {
        assertThat(decode("null", kind)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'\"NaN\"'|DECIMAL",
                "'\"1.005\"'|DECIMAL",
                "'\"9999999999999\"'|DECIMAL",
                "1.5|DECIMAL",
                "32768|INT16",
                "'\"7\"'|INT32",
                "99999999999999999999|INT64",
                "'\"294276-12-31 23:59:59\"'|TIMESTAMP",
                "'\"yesterday\"'|DATE",
                "5|TEXT",
                "'\"*\"'|BINARY",
                "0|BOOLEAN",
                "'\"many\"'|FLOAT64"
            })
    void whatDoesNotFitIsRefusedWithTheValueAndTheType(String value, Kind kind) {
        ColumnType type = kind == Kind.DECIMAL ? ColumnType.decimal(14, 2) : ColumnType.of(kind);
        assertThatThrownBy(() -> ValueDecoder.decode(json(value), type))
                .isInstanceOf(UnfitValueException.class)
                .hasMessageContaining(value)
                .hasMessageContaining(SparkTypes.of(type).catalogString());
    }

    private static Object decode(String value, Kind kind) throws Exception {
        return ValueDecoder.decode(json(value), ColumnType.of(kind));
    }

    private static JsonNode json(String text) throws Exception {
        return Json.mapper().readTree(text);
    }
}
