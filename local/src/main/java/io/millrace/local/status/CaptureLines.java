package io.millrace.local.status;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.status.CaptureStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far capture is, and what its slot keeps the source from removing. */
final class CaptureLines {
    private static final long KILOBYTE = 1024;

    private CaptureLines() {}

    static List<String> of(Optional<CaptureStatus> capture, Instant now) {
        return capture.map(status -> List.of(
                        "Capture: %s, source at %s, acknowledged %s%s"
                                .formatted(
                                        status.phase().name().toLowerCase(Locale.ROOT),
                                        text(status.source()),
                                        text(status.acknowledged()),
                                        status.acknowledgedTime()
                                                .map(then -> ", " + Ages.text(Duration.between(then, now)) + " old")
                                                .orElse("")),
                        "Slot: %,d KB of the source's log retained".formatted(status.retainedWalBytes() / KILOBYTE)))
                .orElse(List.of("Capture: does not answer"));
    }

    private static String text(Optional<Position> position) {
        return position.map(Position::toString).orElse("-");
    }
}
