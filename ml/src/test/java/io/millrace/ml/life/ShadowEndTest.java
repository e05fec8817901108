package io.millrace.ml.life;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.pipeline.Caps;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.features.FeaturesManifest;
import io.millrace.lakehouse.lake.LakeConfig;
import io.millrace.lakehouse.lake.LakeFiles;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.evaluate.Evaluation;
import io.millrace.ml.evaluate.Verdict;
import io.millrace.ml.online.OnlineModels;
import io.millrace.ml.registry.Candidate;
import io.millrace.ml.registry.Judgement;
import io.millrace.ml.registry.ModelPapers;
import io.millrace.ml.registry.Promotion;
import io.millrace.ml.registry.SampleManifest;
import io.millrace.ml.registry.Shadow;
import io.millrace.ml.shadow.ShadowRule;
import io.millrace.ml.shadow.ShadowRule.Decision;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** With Redis in memory; the real one is asked by ModelStepsIT. */
class ShadowEndTest {
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = SINCE.plus(Duration.ofHours(1));

    @TempDir
    private Path folder;

    private final RecordedRedis redis = new RecordedRedis();
    private final OnlineKeys keys = new OnlineKeys("shop");
    private final OnlineModels online = new OnlineModels(redis, keys);
    private LakeFiles files;
    private ModelPapers papers;
    private ModelSwitch models;
    private ShadowEnd end;

    /** The second model is the shadow of the first. */
    @BeforeEach
    void shadow() throws JsonProcessingException {
        LakeConfig config = LakeConfig.from(Settings.parse("")).in(folder);
        files = LakeFiles.open(config);
        papers = new ModelPapers(files, config.root(), new LakeNames("shop"));
        models = new ModelSwitch(papers, online, () -> {
            throw new IllegalStateException("Nothing is to be published here");
        });
        end = new ShadowEnd(papers, online, models, new ShadowRule(Duration.ofHours(1), 100, 2));
        for (String model : new String[] {"m1", "m2", "m3"}) {
            write(model + "/manifest.json", Json.mapper().writeValueAsString(SampleManifest.of(model)));
            redis.set(keys.itemFactors(model, 0), "factors");
        }
        promote("m1");
        papers.write(new Shadow("m2", 1, SINCE, Optional.empty()));
        redis.set(keys.shadowPointer(), "m2");
    }

    private void write(String name, String text) {
        files.write(folder.resolve("shop__models/" + name).toUri().toString(), text);
    }

    private void writePapers(String model) throws JsonProcessingException {
        var features = new FeaturesManifest(
                Position.parse("1:0/A0"),
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                Optional.empty(),
                Caps.NONE,
                Map.of());
        var candidate = new Candidate(
                model,
                features,
                new AlsParameters(8, 0.1, 1, 5, 42, 2, 4),
                10,
                20,
                1,
                Instant.EPOCH,
                "1",
                Optional.empty());
        var judgement =
                new Judgement(model, Instant.EPOCH, Evaluation.byNobody(), new Verdict(true, "it is better"), 1);
        write(model + "/candidate.json", Json.mapper().writeValueAsString(candidate));
        write(model + "/evaluation.json", Json.mapper().writeValueAsString(judgement));
    }

    private void promote(String model) {
        Promotion promotion = papers.promote(model, papers.promotion());
        online.point(SampleManifest.of(model), promotion.at());
    }

    private void counted(int ranked, int failed) {
        redis.setHash(
                keys.shadowCounts("m2", SINCE),
                Map.of(
                        "ranked",
                        Integer.toString(ranked),
                        "failed",
                        Integer.toString(failed),
                        "common",
                        "5",
                        "listed",
                        "10",
                        "nanos",
                        "100",
                        "current_nanos",
                        "100"));
    }

    private String currentModel() {
        return papers.promotion().orElseThrow().model();
    }

    @Test
    void aShadowThatDidWellForLongEnoughBecomesCurrentAndIsAShadowNoMore() throws JsonProcessingException {
        counted(100, 0);

        Optional<Decision> decision = end.look(END);

        assertThat(decision).contains(Decision.PROMOTED);
        assertThat(currentModel()).isEqualTo("m2");
        assertThat(Json.mapper()
                        .readValue(redis.value(keys.modelPointer()).orElseThrow(), ModelManifest.class)
                        .model())
                .isEqualTo("m2");
        assertThat(redis.value(keys.shadowPointer())).isEmpty();
        assertThat(end.look(END)).isEmpty();
    }

    @Test
    void aShadowThatHasRankedForTooFewRequestsGoesOn() {
        counted(99, 0);

        assertThat(end.look(END)).contains(Decision.GOES_ON);
        assertThat(currentModel()).isEqualTo("m1");
        assertThat(redis.value(keys.shadowPointer())).isPresent();
    }

    @Test
    void aShadowThatFailedEndsAndOnlyForceMakesItCurrent() throws JsonProcessingException {
        // Given
        writePapers("m2");
        counted(5, 1);
        // When
        Optional<Decision> decision = end.look(SINCE);
        // Then
        assertThat(decision).contains(Decision.FAILED);
        assertThat(currentModel()).isEqualTo("m1");
        assertThat(redis.value(keys.shadowPointer())).isEmpty();
        assertThat(end.look(END)).isEmpty();
        assertThat(new ModelList(papers, Optional.of(online))
                        .one("m2")
                        .shadow()
                        .orElseThrow()
                        .failure())
                .contains("1 of its rankings failed and 0 came to no numbers");
        assertThatThrownBy(() -> models.promote("m2", false))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
                .hasMessageContaining("m2 failed on live requests: 1 of its rankings failed");
        models.promote("m2", true);
        assertThat(currentModel()).isEqualTo("m2");
    }

    @Test
    void aPersonWhoPromotesTheShadowEndsIt() throws JsonProcessingException {
        writePapers("m2");
        counted(5, 0);
        var list = new ModelList(papers, Optional.of(online));
        assertThat(list.one("m2").shadow().orElseThrow().counts().orElseThrow().ranked())
                .isEqualTo(5);

        ModelSwitch.Outcome outcome = models.promote("m2", false);

        assertThat(outcome.before()).contains("m1");
        assertThat(outcome.published()).isFalse();
        assertThat(redis.value(keys.shadowPointer())).isEmpty();
        assertThat(list.one("m2").shadow()).isEmpty();
        assertThat(end.look(END)).isEmpty();
    }

    @Test
    void besideAnotherModelTheShadowIsOver() {
        counted(100, 0);

        promote("m3");

        assertThat(end.look(END)).isEmpty();
        assertThat(currentModel()).isEqualTo("m3");
        assertThat(redis.value(keys.shadowPointer())).isEmpty();
    }
}
