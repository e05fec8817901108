package io.millrace.local.status;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.status.LiveStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How far the live state is, and what holds it back. */
final class LiveLines {
    private LiveLines() {}

    static List<String> of(Optional<LiveStatus> live, Instant now) {
        return live.map(status -> lines(status, now)).orElse(List.of("Live state: does not answer"));
    }

    private static List<String> lines(LiveStatus live, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add("Live state: %s, %s%s, %,d users, %,d items%s"
                .formatted(
                        live.state().toLowerCase(Locale.ROOT),
                        live.position().map(Position::toString).orElse("not complete yet"),
                        live.sourceTime()
                                .map(then -> ", " + Ages.text(Duration.between(then, now)) + " old")
                                .orElse(""),
                        live.users(),
                        live.items(),
                        live.waiting() == 0 ? "" : ", %,d to be written".formatted(live.waiting())));
        live.stale()
                .forEach(
                        (table, reason) -> lines.add("  held back by %s, which is STALE: %s".formatted(table, reason)));
        if (!live.stale().isEmpty()) {
            lines.add("  Answers hold what came after that position all the same, but a request with a later min_lsn is"
                    + " refused with 409 until then.");
        }
        live.onlineStore().ifPresent(reason -> lines.add("  Redis does not take it: " + reason));
        return lines;
    }
}
