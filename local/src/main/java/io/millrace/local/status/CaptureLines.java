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
    private static final double PERCENT = 100;
    private static final double WARNING = 0.5;
    private static final double ALARM = 0.8;

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
                        slot(status)))
                .orElse(List.of("Capture: does not answer"));
    }

    private static String slot(CaptureStatus status) {
        String retained = "Slot: %,d KB of the source's log retained".formatted(status.retainedWalBytes() / KILOBYTE);
        if (status.walLimitBytes().isEmpty() || status.walLimitUsed().isEmpty()) {
            return retained + ", without a limit";
        }
        double used = status.walLimitUsed().get();
        String what = retained
                + ", %.0f %% of the %,d KB of max_slot_wal_keep_size"
                        .formatted(PERCENT * used, status.walLimitBytes().get() / KILOBYTE);
        if (used < WARNING) {
            return what;
        }
        return used < ALARM
                ? "WARNING: " + what + "; see './millrace logs cdc' for what keeps capture"
                : "ALARM: " + what + "; beyond it the source drops changes that were not read: raise it now";
    }

    private static String text(Optional<Position> position) {
        return position.map(Position::toString).orElse("-");
    }
}
