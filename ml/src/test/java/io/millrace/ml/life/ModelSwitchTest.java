package io.millrace.ml.life;

import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.LakeConfig;
import io.millrace.lakehouse.lake.LakeFiles;
import io.millrace.ml.online.OnlineModels;
import io.millrace.ml.registry.ModelPapers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is refused before Redis is asked; the rest is in ModelStepsIT. */
class ModelSwitchTest {
    @TempDir
    private Path folder;

    private ModelPapers papers;
    private ModelSwitch models;

    @BeforeEach
    void openFolder() {
        LakeConfig config = LakeConfig.from(Settings.parse("")).in(folder);
        papers = new ModelPapers(LakeFiles.open(config), config.root(), new LakeNames("shop"));
        // Connects only when it is used.
        var nowhere = new OnlineModels(new Jedis("127.0.0.1", 1), new OnlineKeys("shop"));
        models = new ModelSwitch(papers, nowhere, () -> {
            throw new IllegalStateException("Nothing is to be published here");
        });
    }

    private static void assertRefused(ThrowingCallable call, String sentence) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
                .hasMessageContaining(sentence);
    }

    @Test
    void withoutACurrentModelThereIsNoneToGoBackTo() {
        assertRefused(models::rollBack, "No model is current yet");
    }

    @Test
    void aModelThatIsNoLongerKeptIsNoWayBack() {
        papers.promote("m1", Optional.empty());
        papers.promote("m2", papers.promotion());

        assertRefused(models::rollBack, "No model before m2 is kept");

        assertThat(papers.promotion().orElseThrow().model()).isEqualTo("m2");
    }

    @Test
    void aModelThatIsNotThereIsNeitherPromotedNorShown() {
        assertRefused(() -> models.promote("m9", true), "There is no model 'm9'; './millrace models list' shows");
        assertRefused(() -> new ModelList(papers, Optional.empty()).one("../m9"), "There is no model '../m9'");
    }

    @Test
    void theTableSaysWhichModelIsCurrentAndWhichIsTheWayBack() {
        List<String> lines = ModelsPage.table(List.of(
                line("m3", Optional.of(false), Optional.empty(), Optional.empty()),
                line("m2", Optional.of(true), Optional.of(0), Optional.of(true)),
                line("m1", Optional.of(true), Optional.of(1), Optional.of(false))));

        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).contains("m3", "rejected", "0.1200", "0.0400").endsWith("?");
        assertThat(lines.get(2)).contains("accepted", "yes").endsWith("current");
        assertThat(lines.get(3)).contains("no").endsWith("before it (rollback)");
    }

    private static ModelLine line(
            String model, Optional<Boolean> accepted, Optional<Integer> wayBack, Optional<Boolean> online) {
        return new ModelLine(
                model,
                Instant.parse("2026-01-05T12:00:00.123Z"),
                "1:0/A0",
                10,
                20,
                8,
                accepted,
                Optional.of("a reason"),
                Map.of("ndcg@10", 0.12, "ndcg@10+bought", 0.5),
                Map.of("ndcg@10", 0.04),
                wayBack,
                online);
    }
}
