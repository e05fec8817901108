package io.millrace.streaming.total;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RateRatioTest {
    @Test
    void threeAfterNoneNeverOutrankThreeHundredAfterAHundredAndFifty() {
        assertThat(RateRatio.lowerBound(3, 0)).isLessThan(RateRatio.lowerBound(300, 150));
        assertThat(RateRatio.lowerBound(3, 0)).isLessThan(1);
        assertThat(RateRatio.lowerBound(300, 150)).isGreaterThan(1);
    }

    @Test
    void theBoundIsWilsonsAsAWorkedExampleHasIt() {
        // Of 10 there are 8: Wilson's interval at 95 % begins at 0.4902.
        assertThat(RateRatio.lowerBound(8, 2)).isCloseTo(0.4902 / 0.5098, within(1e-3));
    }

    @Test
    void moreOfTheSameRatioIsMoreCertain() {
        assertThat(RateRatio.lowerBound(20, 10)).isLessThan(RateRatio.lowerBound(200, 100));
        assertThat(RateRatio.lowerBound(20_000_000, 10_000_000)).isCloseTo(2, within(0.01));
    }

    @Test
    void whatDoesNotHappenDoesNotRise() {
        assertThat(RateRatio.lowerBound(0, 0)).isZero();
        assertThat(RateRatio.lowerBound(0, 100)).isZero();
    }
}
