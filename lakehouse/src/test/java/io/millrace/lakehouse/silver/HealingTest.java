package io.millrace.lakehouse.silver;

import io.millrace.lakehouse.silver.TableMemory.Asked;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HealingTest {
    @Test
    void whatIsAskedForInVainIsAskedForAgainAfterLongerPausesAndThenEachHour() {
        assertThat(Healing.pause(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(Healing.pause(5)).isEqualTo(Duration.ofSeconds(32));
        assertThat(Healing.pause(Healing.MOST_TIMES)).isEqualTo(Duration.ofHours(1));
        assertThat(Healing.pause(10_000)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theReasonSaysHowOftenATableWasReadInVainAndThatItIsReadAgain() {
        TableMemory unknown = TableMemory.EMPTY.withUnknown("changed too fast");

        assertThat(Healing.inVain(unknown.withAsked(new Asked(null, Instant.EPOCH, Healing.MOST_TIMES - 1))))
                .isEmpty();
        assertThat(Healing.inVain(unknown.withAsked(new Asked(null, Instant.EPOCH, 9))))
                .contains("9 times in vain", "in an hour", "'millrace resync'");
        // While one is under way it may not be in vain.
        assertThat(Healing.inVain(unknown.withAsked(new Asked("r9", Instant.EPOCH, 9))))
                .isEmpty();
    }
}
