package io.millrace.lakehouse.audit;

import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

import static org.assertj.core.api.Assertions.assertThat;

class CanonicalTextTest {
    @Test
    void numbersWithAPointAreTheirBitsAndEveryNanIsOne() {
        assertThat(CanonicalText.of(-0.0)).isEqualTo("8000000000000000");
        assertThat(CanonicalText.of(1.5f)).isEqualTo("3fc00000");
        assertThat(CanonicalText.of(Double.longBitsToDouble(0xfff8000000000000L)))
                .isEqualTo("NaN");
    }

    @Test
    void momentsAreMicrosecondsSince2000AsPostgresSendsThem() {
        assertThat(CanonicalText.of(Instant.parse("2000-01-01T00:00:00.000001Z")))
                .isEqualTo("0000000000000001");
        assertThat(CanonicalText.of(LocalDateTime.parse("1999-12-31T23:59:59.999999")))
                .isEqualTo("ffffffffffffffff");
        assertThat(CanonicalText.of(LocalDateTime.parse("+294247-01-10T04:00:54.775807")))
                .isEqualTo("7ffca2fec4c81fff");
        assertThat(CanonicalText.of(LocalDate.of(1969, 12, 31))).isEqualTo("-1");
    }

    @Test
    void anArrayIsTheTextsOfItsElements() {
        var array = CollectionConverters.asScala(Arrays.<Object>asList("a\"b", null, "\u001f"))
                .toSeq();
        assertThat(CanonicalText.of(array)).isEqualTo("[\"a\\\"b\",null,\"\\u001f\"]");
        assertThat(JsonTexts.read(CanonicalText.of(array))).containsExactly("a\"b", null, "\u001f");
    }

    @Test
    void aTextLeadsBackToTheFormOnTheWireAndToOneThatPeopleRead() {
        String moment = CanonicalText.of(Instant.parse("2024-02-29T23:59:59.1Z"));
        ColumnType zoned = ColumnType.of(Kind.TIMESTAMP_TZ);
        assertThat(CanonicalText.wire(zoned, moment).longValue()).isEqualTo(1_709_251_199_100_000L);
        assertThat(CanonicalText.readable(zoned, moment)).isEqualTo("2024-02-29T23:59:59.100Z");
        ColumnType number = ColumnType.of(Kind.FLOAT64);
        assertThat(CanonicalText.wire(number, CanonicalText.of(-0.0)).asText()).isEqualTo("-0");
        assertThat(CanonicalText.wire(number, CanonicalText.of(0.1)).decimalValue())
                .isEqualTo(new BigDecimal("0.1"));
        assertThat(CanonicalText.wire(ColumnType.of(Kind.BINARY), "00ff").asText())
                .isEqualTo("AP8=");
        assertThat(CanonicalText.readable(ColumnType.of(Kind.DATE), "-1")).isEqualTo("1969-12-31");
    }

    @Test
    void whatIsNoValueOfTheLakesTypeIsShownAsItIs() {
        assertThat(List.of(Kind.INT32, Kind.FLOAT32, Kind.DATE, Kind.TIMESTAMP, Kind.BINARY))
                .allSatisfy(kind -> assertThat(
                                CanonicalText.wire(ColumnType.of(kind), "zz").asText())
                        .isEqualTo("zz"));
    }
}
