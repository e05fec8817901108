package io.millrace.ml.clicks;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WilsonIntervalTest {
    @Test
    void tenOfAHundredLieBetweenFiveAndAHalfAndSeventeenAndAHalfPercent() {
        WilsonInterval interval = WilsonInterval.of(10, 100);

        assertThat(interval.lower()).isCloseTo(0.0552, within(5e-5));
        assertThat(interval.upper()).isCloseTo(0.1744, within(5e-5));
    }

    @Test
    void noneOfTenMayStillBeMoreThanAQuarter() {
        WilsonInterval interval = WilsonInterval.of(0, 10);

        assertThat(interval.lower()).isZero();
        assertThat(interval.upper()).isCloseTo(0.2775, within(5e-5));
    }

    @Test
    void allOfTenMayStillBeLessThanThreeQuarters() {
        assertThat(WilsonInterval.of(10, 10).lower()).isCloseTo(0.7225, within(5e-5));
        assertThat(WilsonInterval.of(10, 10).upper()).isCloseTo(1, within(1e-12));
    }

    @Test
    void ofNothingNothingIsKnown() {
        assertThat(WilsonInterval.of(0, 0)).isEqualTo(new WilsonInterval(0, 1));
    }
}
