package io.millrace.contracts.interaction;

import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MicrosTest {
    @Test
    void everyYearThatTheLakeHoldsHasItsMicroseconds() {
        assertThat(Micros.of(Instant.parse("0001-01-01T00:00:00Z"))).isEqualTo(-62_135_596_800_000_000L);
        assertThat(Micros.of(Instant.parse("9999-12-31T23:59:59.999999999Z"))).isEqualTo(253_402_300_799_999_999L);
    }

    @Test
    void whatIsLessThanAMicrosecondIsLeftOut() {
        assertThat(Micros.of(Instant.ofEpochSecond(-1, 1_999))).isEqualTo(-999_999);
    }
}
