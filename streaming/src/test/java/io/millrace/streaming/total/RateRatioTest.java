package io.millrace.streaming.total;

import io.millrace.streaming.total.RateRatio.Count;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RateRatioTest {
    private static final double HOUR = 3_600;

    /** The bound with a past that is known for as long as now. */
    private static double bound(double now, double past) {
        return bound(now, past, HOUR, HOUR);
    }

    private static double bound(double now, double past, double nowSeconds, double pastSeconds) {
        return RateRatio.lowerBound(new Count(now, nowSeconds), new Count(past, pastSeconds));
    }

    @Test
    void threeAfterNoneNeverOutrankThreeHundredAfterAHundredAndFiftyHoweverMuchOfThePastIsKnown() {
        for (double known : new double[] {0.01, 0.1, 0.5, 1, 2, 100, 10_000}) {
            assertThat(bound(3, 0, HOUR, known * HOUR))
                    .as("%s of the past", known)
                    .isLessThan(bound(300, 150 * known, HOUR, known * HOUR))
                    .isLessThan(1);
        }
    }

    @Test
    void aShorterPastOfTheSameRateIsLessCertainAndALongerOneNoMore() {
        assertThat(bound(300, 75, HOUR, HOUR / 2)).isLessThan(bound(300, 150)).isGreaterThan(1);
        assertThat(bound(300, 1_500, HOUR, 10 * HOUR)).isEqualTo(bound(300, 150));
    }

    @Test
    void threeAfterNoneNeverOutrankThreeHundredAfterAHundredAndFifty() {
        assertThat(bound(3, 0)).isLessThan(bound(300, 150));
        assertThat(bound(3, 0)).isLessThan(1);
        assertThat(bound(300, 150)).isGreaterThan(1);
    }

    @Test
    void theBoundIsWilsonsAsAWorkedExampleHasIt() {
        // Of 10 there are 8: Wilson's interval at 95 % begins at 0.4902.
        assertThat(bound(8, 2)).isCloseTo(0.4902 / 0.5098, within(1e-3));
    }

    @Test
    void moreOfTheSameRatioIsMoreCertain() {
        assertThat(bound(20, 10)).isLessThan(bound(200, 100));
        assertThat(bound(20_000_000, 10_000_000)).isCloseTo(2, within(0.01));
    }

    @Test
    void whatDoesNotHappenDoesNotRise() {
        assertThat(bound(0, 0)).isZero();
        assertThat(bound(0, 100)).isZero();
    }
}
