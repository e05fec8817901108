package io.millrace.local.status;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LastAudit;
import io.millrace.contracts.lake.TableAudit.Outcome;
import io.millrace.contracts.status.LakeStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TableLinesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final Optional<Position> SOURCE = Optional.of(Position.parse("1:FF/FFFFFFFF"));

    @Test
    void eachTableShowsHowFarItIsAndHowOld() {
        // Given
        LakeStatus.Table orders = table("1:0/20", "1:0/10", 40_000, 1, null);
        // When
        List<String> lines = TableLines.of(new LakeStatus(Map.of(TableId.parse("public.orders"), orders)), SOURCE, NOW);
        // Then
        assertThat(lines.get(1).trim().split("\\s{2,}"))
                .containsExactly(
                        "public.orders", "40,000", "FF/FFFFFFFF", "1:0/20", "2 s", "1:0/10", "4 min", "1", "ok");
        assertThat(lines.get(2)).contains("millrace quarantine list");
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
                Optional.empty(),
                Optional.empty());
        // When
        List<String> lines = TableLines.of(new LakeStatus(Map.of(TableId.parse("public.users"), absent)), SOURCE, NOW);
        // Then
        assertThat(lines.get(1).trim().split("\\s{2,}"))
                .containsExactly("public.users", "-", "FF/FFFFFFFF", "-", "-", "-", "-", "0", "not yet");
    }

    @Test
    void aStaleTableSaysWhy() {
        // Given
        LakeStatus.Table orders = table("1:0/20", "1:0/10", 1, 0, "its columns were rewritten");
        // When
        List<String> lines = TableLines.of(new LakeStatus(Map.of(TableId.parse("public.orders"), orders)), SOURCE, NOW);
        // Then
        assertThat(lines.get(1)).endsWith("STALE");
        assertThat(lines.get(2)).isEqualTo("  public.orders is STALE: its columns were rewritten");
    }

    @Test
    void theLastAuditIsThere() {
        // Given
        Map<TableId, LakeStatus.Table> tables = Map.of(
                TableId.parse("public.a"), audited(Outcome.EQUAL, 0),
                TableId.parse("public.b"), audited(Outcome.DIFFERENT, 3));
        // When
        List<String> lines = TableLines.of(new LakeStatus(tables), SOURCE, NOW);
        // Then
        assertThat(lines.subList(3, 5))
                .containsExactly(
                        "  1 of 2 tables equalled their source when audited, 60 s ago at most",
                        "  public.b did not equal its source 60 s ago: DIFFERENT, 3 rows");
    }

    private static LakeStatus.Table audited(Outcome outcome, long differing) {
        LakeStatus.Table table = table("1:0/20", "1:0/10", 1, 0, null);
        return new LakeStatus.Table(
                table.name(),
                table.bronze(),
                table.bronzeTime(),
                table.silver(),
                table.silverTime(),
                table.version(),
                table.rows(),
                table.quarantined(),
                table.stale(),
                Optional.of(new LastAudit(NOW.minusSeconds(60), outcome, Optional.empty(), differing)));
    }

    @Test
    void aWideTableFitsAPageOfAHundredCharacters() {
        // Given
        LakeStatus.Table wide = table("1:FF/FFFFFFFF", "1:FF/FFFFFFFF", 9_999_999, 9_999, "x");
        // When
        List<String> lines =
                TableLines.of(new LakeStatus(Map.of(TableId.parse("public." + "t".repeat(63)), wide)), SOURCE, NOW);
        // Then
        assertThat(lines.subList(0, 2)).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    private static LakeStatus.Table table(String bronze, String silver, long rows, long quarantined, String stale) {
        return new LakeStatus.Table(
                "shop.orders",
                Optional.of(Position.parse(bronze)),
                Optional.of(NOW.minusSeconds(2)),
                Optional.of(Position.parse(silver)),
                Optional.of(NOW.minusSeconds(240)),
                3,
                rows,
                quarantined,
                Optional.ofNullable(stale),
                Optional.empty());
    }
}
