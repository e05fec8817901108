package io.millrace.ml.clicks;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.LakeConfig;
import io.millrace.lakehouse.lake.LakeFiles;
import io.millrace.ml.life.ModelSwitch;
import io.millrace.ml.life.RecordedRedis;
import io.millrace.ml.online.OnlineModels;
import io.millrace.ml.registry.ModelPapers;
import io.millrace.ml.registry.Promotion;
import io.millrace.ml.registry.SampleManifest;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClickGuardTest {
    @TempDir
    private Path folder;

    private final RecordedRedis redis = new RecordedRedis();
    private final OnlineKeys keys = new OnlineKeys("shop");
    private final OnlineModels online = new OnlineModels(redis, keys);
    private LakeFiles files;
    private ModelPapers papers;
    private ModelSwitch models;
    private ClickGuard guard;

    @BeforeEach
    void openFolder() {
        LakeConfig config = LakeConfig.from(Settings.parse("")).in(folder);
        files = LakeFiles.open(config);
        papers = new ModelPapers(files, config.root(), new LakeNames("shop"));
        models = new ModelSwitch(papers, online, () -> {
            throw new IllegalStateException("Nothing is to be published here");
        });
        // One click in a hundred impressions, of a thousand at least.
        guard = new ClickGuard(papers, models, new ClickConfig.Bound(0.01, 1000));
    }

    private void current(String... names) throws JsonProcessingException {
        for (String model : names) {
            String file = folder.resolve("shop__models/%s/manifest.json".formatted(model))
                    .toUri()
                    .toString();
            files.write(file, Json.mapper().writeValueAsString(SampleManifest.of(model)));
            redis.set(keys.itemFactors(model, 0), "factors");
            Promotion promotion = papers.promote(model, papers.promotion());
            online.point(SampleManifest.of(model), promotion.at());
        }
    }

    private Optional<String> look(long impressions, long clicks) {
        return guard.look((model, since) -> ClickCount.line(Optional.of(model), Optional.empty(), impressions, clicks));
    }

    private String currentModel() {
        return papers.promotion().orElseThrow().model();
    }

    private String pointed() throws JsonProcessingException {
        return Json.mapper()
                .readValue(redis.value(keys.modelPointer()).orElseThrow(), ModelManifest.class)
                .model();
    }

    @Test
    void aModelThatIsSurelyClickedTooSeldomGivesWayToTheOneBeforeAndIsNamedWithTheFigures()
            throws JsonProcessingException {
        current("m1", "m2");

        Optional<String> done = look(2000, 8);

        assertThat(currentModel()).isEqualTo("m1");
        assertThat(pointed()).isEqualTo("m1");
        assertThat(done.orElseThrow())
                .startsWith("m1 is current again, because m2 was clicked too seldom: 8 of 2,000 impressions since")
                .endsWith("(0.40 %, at most 0.79 %; ml.clicks.rollback.below is 1.00 %)");
    }

    @Test
    void aShareBelowTheBoundThatMayBeBadLuckChangesNothing() throws JsonProcessingException {
        current("m1", "m2");

        assertThat(look(2000, 15)).isEmpty();
        assertThat(currentModel()).isEqualTo("m2");
    }

    @Test
    void aModelThatTooFewHaveSeenIsNotJudged() throws JsonProcessingException {
        current("m1", "m2");

        assertThat(look(999, 0)).isEmpty();
        assertThat(currentModel()).isEqualTo("m2");
    }

    @Test
    void onlyWhatWasShownSinceTheModelBecameCurrentIsAskedFor() throws JsonProcessingException {
        current("m1", "m2");
        Promotion promotion = papers.promotion().orElseThrow();

        guard.look((model, since) -> {
            assertThat(model).isEqualTo("m2");
            assertThat(since).isEqualTo(promotion.at());
            return ClickCount.line(Optional.of(model), Optional.empty(), 0, 0);
        });

        assertThat(currentModel()).isEqualTo("m2");
    }

    @Test
    void aModelThatBecameCurrentWhileTheClicksOfAnotherWereCountedStays() throws JsonProcessingException {
        current("m1", "m2");

        assertThatThrownBy(() -> guard.look((model, since) -> {
                    papers.promote("m3", papers.promotion());
                    return ClickCount.line(Optional.of(model), Optional.empty(), 2000, 0);
                }))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("m1 does not become current: m3 did meanwhile");

        assertThat(currentModel()).isEqualTo("m3");
    }

    @Test
    void aRollbackThatDidNotReachRedisIsFinishedWithoutAnotherLookAtTheClicks() throws JsonProcessingException {
        current("m1", "m2", "m3");
        redis.refuseChanges(true);
        assertThatThrownBy(() -> look(2000, 0)).hasMessageContaining("Redis is away");
        redis.refuseChanges(false);

        Optional<String> done = look(2000, 0);

        assertThat(done)
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("to m2").contains("Redis"));
        assertThat(currentModel()).isEqualTo("m2");
        assertThat(pointed()).isEqualTo("m2");
    }

    @Test
    void withoutAModelThereIsNothingToDo() {
        assertThat(look(2000, 0)).isEmpty();
    }
}
