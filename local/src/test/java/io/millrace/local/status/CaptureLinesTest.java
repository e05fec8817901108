package io.millrace.local.status;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.status.CaptureStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CaptureLinesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");

    @Test
    void theSourcesAndTheConfirmedPositionAreShown() {
        assertThat(CaptureLines.of(Optional.of(status(Optional.empty())), NOW))
                .containsExactly(
                        "Capture: streaming, source at 1:0/30, acknowledged 1:0/20, 5 s old",
                        "Slot: 1,024 KB of the source's log retained, without a limit");
    }

    @Test
    void aSlotThatFillsUpWarnsAndThenAlarms() {
        assertThat(slot(0.49)).startsWith("Slot: 1,024 KB").contains("49 % of the 2,048 KB");
        assertThat(slot(0.5)).startsWith("WARNING: Slot");
        assertThat(slot(0.8)).startsWith("ALARM: Slot");
    }

    @Test
    void aCaptureThatDoesNotAnswerIsSaidNotTo() {
        assertThat(CaptureLines.of(Optional.empty(), NOW)).containsExactly("Capture: does not answer");
    }

    private static String slot(double used) {
        return CaptureLines.of(Optional.of(status(Optional.of(used))), NOW).get(1);
    }

    private static CaptureStatus status(Optional<Double> used) {
        return new CaptureStatus(
                CaptureStatus.Phase.STREAMING,
                Optional.of(Position.parse("1:0/20")),
                Optional.of(NOW.minusSeconds(5)),
                Optional.of(Position.parse("1:0/30")),
                1024 * 1024,
                used.map(any -> 2048L * 1024),
                used,
                Map.of());
    }
}
