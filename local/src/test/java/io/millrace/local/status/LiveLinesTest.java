package io.millrace.local.status;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.status.LiveStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveLinesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static LiveStatus status(
            Optional<Position> position, long waiting, Map<TableId, String> stale, Optional<String> onlineStore) {
        return new LiveStatus(
                "1",
                "RUNNING",
                4,
                4,
                position,
                position.map(reached -> NOW.minusSeconds(3)),
                waiting,
                2_000,
                120,
                stale,
                onlineStore);
    }

    @Test
    void whatIsWellIsOneLine() {
        LiveStatus live = status(Optional.of(Position.parse("1:0/16B3748")), 0, Map.of(), Optional.empty());
        assertThat(LiveLines.of(Optional.of(live), NOW))
                .containsExactly("Live state: running, 1:0/16B3748, 3 s old, 2,000 users, 120 items");
    }

    @Test
    void whatHoldsItBackIsTold() {
        LiveStatus live = status(
                Optional.empty(), 7, Map.of(TableId.parse("public.orders"), "its key changed"), Optional.of("refused"));
        assertThat(LiveLines.of(Optional.of(live), NOW))
                .containsExactly(
                        "Live state: running, not complete yet, 2,000 users, 120 items, 7 to be written",
                        "  held back by public.orders, which is STALE: its key changed",
                        "  Answers hold what came after that position all the same, but a request with a later min_lsn is"
                                + " refused with 409 until then.",
                        "  Redis does not take it: refused");
    }

    @Test
    void aProcessThatIsDownDoesNotAnswer() {
        assertThat(LiveLines.of(Optional.empty(), NOW)).containsExactly("Live state: does not answer");
    }
}
