package io.millrace.cdc.value;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "12024-01-01, 3672148"
    })
    void datesOfAllErasAreDays(String text, long days) {
        assertThat(TemporalText.days(text)).hasValue(days);
        assertThat(TemporalText.ofDate(LocalDate.ofEpochDay(days))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01 00:00:00, 0",
        "1970-01-01 00:00:00.000001, 1",
        "1969-12-31 23:59:59.999999, -1",
        "2024-10-27 02:30:00+02, 1729989000000000",
        "2024-01-01 00:00:00+05:30, 1704047400000000",
        "1890-01-01 00:00:00-03:03:12, -2524510608000000",
        "0001-01-01 00:00:00+00 BC, -62167219200000000"
    })
    void timestampsAreMicrosecondsOfUtc(String text, long micros) {
        assertThat(TemporalText.micros(text)).hasValue(micros);
    }

    @Test
    void infinityIsNoNumber() {
        assertThat(TemporalText.days("infinity")).isEmpty();
        assertThat(TemporalText.micros("-infinity")).isEmpty();
    }

    @Test
    void whatIsNoDateIsRefused() {
        assertThatThrownBy(() -> TemporalText.days("29/02/2024")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatTheStreamParsedIsWrittenAsPostgresWritesIt() {
        assertThat(TemporalText.ofTimestamp(LocalDateTime.parse("2024-02-29T12:00:00.120")))
                .isEqualTo("2024-02-29 12:00:00.12");
        assertThat(TemporalText.ofMoment(OffsetDateTime.parse("2024-02-29T12:00:00+02:00")))
                .isEqualTo("2024-02-29 10:00:00+00");
        assertThat(TemporalText.timeAtUtc("10:20:30.5-05:30")).isEqualTo("15:50:30.5+00");
    }
}
