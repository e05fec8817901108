package io.millrace.ml.registry;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.LakeConfig;
import io.millrace.lakehouse.lake.LakeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelPapersTest {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    @TempDir
    private Path folder;

    private ModelPapers papers;

    @BeforeEach
    void openFolder() {
        LakeConfig config = LakeConfig.from(Settings.parse("")).in(folder);
        papers = new ModelPapers(
                LakeFiles.open(config), config.root(), new LakeNames("shop"), Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private void promote(String... models) {
        for (String model : models) {
            papers.promote(model, papers.promotion());
        }
    }

    @Test
    void beforeTheFirstPromotionNoModelIsCurrent() {
        assertThat(papers.promotion()).isEmpty();
        assertThat(papers.models()).isEmpty();
    }

    @Test
    void theNewestPromotionSaysWhichModelIsCurrentAndWhichWereBefore() {
        promote("m1", "m2", "m3", "m2");

        Promotion current = papers.promotion().orElseThrow();

        assertThat(current.model()).isEqualTo("m2");
        assertThat(current.number()).isEqualTo(4);
        assertThat(current.before()).containsExactly("m3", "m1");
        assertThat(current.before(1)).containsExactly("m3");
    }

    @Test
    void goingBackTwiceGoesFurtherBack() {
        promote("m1", "m2", "m3");

        Promotion once = papers.rollBack("m2", papers.promotion().orElseThrow());
        Promotion twice = papers.rollBack("m1", papers.promotion().orElseThrow());

        assertThat(once.before()).containsExactly("m1");
        assertThat(twice.before()).isEmpty();
        assertThat(twice.how()).isEqualTo(Promotion.How.ROLLED_BACK);
        assertThat(papers.promotion()).contains(twice);
    }

    @Test
    void whoDecidesByAnOutdatedStateIsRefusedAndUndoesNothing() {
        promote("m1", "m2");
        Optional<Promotion> outdated = papers.promotion();
        papers.rollBack("m1", outdated.orElseThrow());

        assertThatThrownBy(() -> papers.promote("m3", outdated))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_READY))
                .hasMessageContaining("m3 does not become current: m1 did meanwhile");
        assertThat(papers.promotion().map(Promotion::model)).contains("m1");
    }

    @Test
    void eachPromotionIsLaterThanTheOneBeforeWhateverTheClockSays() {
        promote("m1", "m2", "m3");

        assertThat(papers.promotion().orElseThrow().at()).isEqualTo(NOON.plusMillis(2));
    }

    @Test
    void onlyTheNewestPromotionsAreKept() throws IOException {
        promote("m1");
        Path promotions = folder.resolve("shop__models/promotions");
        String first = Files.readString(promotions.resolve("000000000001.json"));
        for (int number = 2; number <= 120; number++) {
            Files.writeString(
                    promotions.resolve("%012d.json".formatted(number)),
                    first.replace("\"number\":1", "\"number\":" + number));
        }

        papers.forgetOldPromotions();

        assertThat(promotions.toFile().list((file, name) -> !name.startsWith(".")))
                .hasSize(100)
                .contains("000000000120.json", "000000000021.json");
        promote("m3");
        assertThat(papers.promotion().orElseThrow().number()).isEqualTo(121);
    }
}
