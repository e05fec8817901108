package io.millrace.cdc.value;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TemporalTextTest {
    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 0",
        "1969-12-31, -1",
        "0001-01-01, -719162",
        "0001-12-31 BC, -719163",
        "0044-03-15 BC, -735160",
        "4714-11-24 BC, -2440588",
        "12024-01-01, 3672148",
        "5874897-12-31, 2145042905"
    })
    void datesOfAllErasAreDays(String text, long days) {
        assertThat(TemporalText.days(text)).hasValue(days);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01 00:00:00, 0",
        "1970-01-01 00:00:00.000001, 1",
        "1970-01-01 00:00:00.1, 100000",
        "1969-12-31 23:59:59.999999, -1",
        "2024-10-27 02:30:00+02, 1729989000000000",
        "2024-10-27 02:30:00+01, 1729992600000000",
        "2024-01-01 00:00:00+05:30, 1704047400000000",
        "1890-01-01 00:00:00-03:03:12, -2524510608000000",
        "0001-01-01 00:00:00+00 BC, -62167219200000000",
        "4714-11-24 00:00:00 BC, -210866803200000000",
        "294247-01-10 04:00:54.775807, 9223372036854775807"
    })
    void timestampsAreMicrosecondsOfUtc(String text, long micros) {
        assertThat(TemporalText.micros(text)).hasValue(micros);
    }

    @ParameterizedTest
    @ValueSource(strings = {"294247-01-10 04:00:54.775808", "294276-12-31 23:59:59.999999"})
    void microsecondsEndBeforePostgresDoes(String text) {
        assertThatThrownBy(() -> TemporalText.micros(text)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void infinityIsNoNumber() {
        assertThat(TemporalText.days("infinity")).isEmpty();
        assertThat(TemporalText.micros("-infinity")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"29/02/2024", "2024-02-29x", "2024-02", "", "99999999999-01-01"})
    void whatIsNoDateIsRefused(String text) {
        assertThatThrownBy(() -> TemporalText.days(text))
                .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }
}
