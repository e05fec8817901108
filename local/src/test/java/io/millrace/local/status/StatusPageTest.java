package io.millrace.local.status;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.contracts.status.LakeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StatusPageTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:01:00Z");

    @Test
    void eachTableShowsHowFarItIsAndHowOld() {
        // Given
        var orders = new LakeStatus.Table(
                "shop.orders",
                Optional.of(Position.parse("1:0/20")),
                Optional.of(NOW.minusSeconds(2)),
                Optional.of(Position.parse("1:0/10")),
                Optional.of(NOW.minusSeconds(9)),
                3,
                40_000,
                1,
                Optional.empty());
        var capture = new CaptureStatus(
                CaptureStatus.Phase.STREAMING,
                Optional.empty(),
                Optional.empty(),
                Optional.of(Position.parse("1:0/30")),
                0,
                Map.of());
        // When
        List<String> lines = StatusPage.tables(
                new LakeStatus(Map.of(TableId.parse("public.orders"), orders)), Optional.of(capture), NOW);
        // Then
        assertThat(lines.get(1).trim().split("\\s{2,}"))
                .containsExactly(
                        "public.orders", "shop.orders", "40,000", "1:0/30", "1:0/20", "2 s", "1:0/10", "9 s", "1");
    }

    @Test
    void aTableThatIsNotThereYetHasDashes() {
        // Given
        var absent = new LakeStatus.Table(
                "shop.users",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                -1,
                0,
                0,
                Optional.empty());
        // When
        List<String> lines =
                StatusPage.tables(new LakeStatus(Map.of(TableId.parse("public.users"), absent)), Optional.empty(), NOW);
        // Then
        assertThat(lines.get(1).trim().split("\\s{2,}"))
                .containsExactly("public.users", "shop.users", "-", "-", "-", "-", "-", "-", "0");
    }
}
