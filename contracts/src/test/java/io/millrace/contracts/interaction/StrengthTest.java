package io.millrace.contracts.interaction;

import io.millrace.contracts.pipeline.Caps;
import io.millrace.contracts.pipeline.ColumnRef;
import io.millrace.contracts.pipeline.InteractionKind.Scale;
import io.millrace.contracts.pipeline.InteractionKind.Weight;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class StrengthTest {
    private static final Optional<ColumnRef> QUANTITY = Optional.of(new ColumnRef(false, "quantity"));
    private static final long DAY = 86_400_000_000L;

    @Test
    void aRowWithoutAWeightColumnCountsItsFactor() {
        assertThat(Strength.ofRow(new Weight(Optional.empty(), Scale.LINEAR, 2.5), null))
                .isEqualTo(2.5);
    }

    @Test
    void linearCountsTheValueAndLogItsLogarithm() {
        assertThat(Strength.ofRow(new Weight(QUANTITY, Scale.LINEAR, 2), 3.0)).isEqualTo(6);
        assertThat(Strength.ofRow(new Weight(QUANTITY, Scale.LOG, 1), Math.E - 1))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void whatIsNotPositiveIsNoInteraction() {
        var weight = new Weight(QUANTITY, Scale.LINEAR, 1);
        assertThat(Strength.ofRow(weight, null)).isZero();
        assertThat(Strength.ofRow(weight, 0.0)).isZero();
        assertThat(Strength.ofRow(weight, -4.0)).isZero();
        assertThat(Strength.ofRow(weight, Double.NaN)).isZero();
        assertThat(Strength.ofRow(weight, Double.POSITIVE_INFINITY)).isZero();
    }

    @Test
    void aHalfLifeHalves() {
        assertThat(Strength.decay(0, 90 * DAY, Duration.ofDays(90))).isCloseTo(0.5, within(1e-12));
        assertThat(Strength.decay(0, 90 * DAY, null)).isEqualTo(1);
    }

    @Test
    void decayingTwiceIsDecayingOnce() {
        Duration halfLife = Duration.ofDays(30);
        double once = Strength.decay(5 * DAY, 100 * DAY, halfLife);
        double twice = Strength.decay(5 * DAY, 60 * DAY, halfLife) * Strength.decay(60 * DAY, 100 * DAY, halfLife);
        assertThat(twice).isCloseTo(once, within(1e-12));
    }

    @Test
    void aCapHoldsAtTheLatestRowAndDecaysFromThere() {
        var caps = new Caps(Optional.of(5.0), Optional.empty());

        assertThat(Strength.capped(8, 1, 0, caps)).isEqualTo(5);
        assertThat(Strength.capped(3, 1, 0, caps)).isEqualTo(3);
        assertThat(Strength.capped(8 * 0.25, 0.25, 0, caps)).isEqualTo(5 * 0.25);
    }

    @Test
    void ofTooManyTiesTheEarliestCountNothing() {
        var caps = new Caps(Optional.empty(), Optional.of(2));

        assertThat(Strength.capped(8, 1, 1, caps)).isEqualTo(8);
        assertThat(Strength.capped(8, 1, 2, caps)).isZero();
    }

    @Test
    void withoutCapsEverythingCounts() {
        assertThat(Strength.capped(1e9, 0.5, 1_000_000, Caps.NONE)).isEqualTo(1e9);
    }

    @Test
    void itemsHaveTheOrderOfTheirBytes() {
        // In UTF-16 what is above U+FFFF comes before U+FFFD.
        assertThat(Strength.ITEMS.compare("\uFFFD", "\uD83D\uDE00")).isNegative();
        assertThat(Strength.ITEMS.compare("10", "9")).isNegative();
    }
}
