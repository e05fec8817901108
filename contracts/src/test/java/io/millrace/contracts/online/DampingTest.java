package io.millrace.contracts.online;

import io.millrace.contracts.process.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class DampingTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Damping DAMPING = new Damping(1, Duration.ofDays(3), 100);

    private static Glance shown(String item, String response, Duration ago) {
        return new Glance(false, item, response, NOW.minus(ago));
    }

    private static Glance clicked(String item, String response, Duration ago) {
        return new Glance(true, item, response, NOW.minus(ago));
    }

    @Test
    void whatWasShownNowAndNotClickedKeepsHalfAndTwiceAThird() {
        assertThat(DAMPING.factors(List.of(shown("a", "r1", Duration.ZERO)), NOW))
                .containsEntry("a", 0.5);
        assertThat(DAMPING.factors(List.of(shown("a", "r1", Duration.ZERO), shown("a", "r2", Duration.ZERO)), NOW)
                        .get("a"))
                .isCloseTo(1.0 / 3, within(1e-9));
    }

    @Test
    void anImpressionCountsHalfAfterAHalfLifeAndOneToComeAsOneOfNow() {
        assertThat(DAMPING.factors(List.of(shown("a", "r1", Duration.ofDays(3))), NOW)
                        .get("a"))
                .isCloseTo(1 / 1.5, within(1e-9));
        assertThat(DAMPING.factors(List.of(shown("a", "r1", Duration.ofDays(-3))), NOW))
                .containsEntry("a", 0.5);
    }

    @Test
    void onlyWhatWasShownSinceTheLastClickCounts() {
        List<Glance> glances = List.of(
                shown("a", "r1", Duration.ofHours(3)),
                clicked("a", "r1", Duration.ofHours(2)),
                shown("b", "r1", Duration.ofHours(3)),
                clicked("b", "r1", Duration.ofHours(2)),
                shown("b", "r2", Duration.ZERO));

        assertThat(DAMPING.factors(glances, NOW)).doesNotContainKey("a").containsEntry("b", 0.5);
    }

    @Test
    void whatIsOlderThanGlancesAreKeptDoesNotCount() {
        assertThat(DAMPING.factors(List.of(shown("a", "r1", DAMPING.kept())), NOW))
                .containsKey("a");
        assertThat(DAMPING.factors(List.of(shown("a", "r1", DAMPING.kept().plusMillis(1))), NOW))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.8, -0.8})
    void aDampedScoreIsLowerWhateverItsSignAndCanBeUndone(double score) {
        double damped = Damping.damped(score, 0.25);

        assertThat(damped).isLessThan(score);
        assertThat(Damping.undamped(damped, 0.25)).isCloseTo(score, within(1e-12));
        assertThat(Damping.damped(0, 0.25)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "", "s1:b", "größe-✓", "12"})
    void aGlanceReadsAsItWasWrittenWhateverTheIds(String item) {
        for (Glance glance : List.of(shown(item, "r:1", Duration.ZERO), clicked(item, "", Duration.ZERO))) {
            assertThat(Glance.parse(glance.member(), glance.at())).isEqualTo(glance);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x1:a", "s:a", "s2:a", "sx:a"})
    void whatIsNoGlanceIsRefused(String member) {
        assertThatThrownBy(() -> Glance.parse(member, NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void byDefaultNothingIsDampedAndEverySettingReachesTheRecord() {
        assertThat(Damping.from(Settings.parse("")).isOn()).isFalse();
        assertThat(Damping.from(Settings.parse("damping { strength = 0.5, half-life = 1d, remembered = 7 }")))
                .isEqualTo(new Damping(0.5, Duration.ofDays(1), 7));
        assertThatThrownBy(() -> Damping.from(Settings.parse("damping.strength = -1")))
                .hasMessage("damping.strength must be from 0 on, but is -1.0");
    }
}
