package io.millrace.contracts.process;

import java.time.Duration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PatienceTest {
    private static final PipelineException AWAY = new PipelineException(FailureKind.SOURCE, "away");

    @Test
    void pausesGrowUntilItGetsOn() {
        var patience = new Patience(Duration.ofMinutes(10));

        assertThat(patience.pauseAfter(AWAY, false)).isEqualTo(Duration.ofSeconds(1));
        assertThat(patience.pauseAfter(AWAY, false)).isEqualTo(Duration.ofSeconds(2));
        assertThat(patience.pauseAfter(AWAY, true)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aFailureThatStaysEndsThePatience() {
        var patience = new Patience(Duration.ofNanos(1));
        patience.pauseAfter(AWAY, false);

        assertThatThrownBy(() -> patience.pauseAfter(AWAY, false)).isSameAs(AWAY);
    }

    @Test
    void aPossibleGapIsNotTriedAgain() {
        var loss = new PipelineException(FailureKind.DATA_LOSS, "gap");

        assertThatThrownBy(() -> new Patience(Duration.ofMinutes(10)).pauseAfter(loss, true))
                .isSameAs(loss);
    }
}
