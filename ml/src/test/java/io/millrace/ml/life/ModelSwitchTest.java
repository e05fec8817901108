package io.millrace.ml.life;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.ParameterSearch;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.LakeConfig;
import io.millrace.lakehouse.lake.LakeFiles;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.evaluate.Rival;
import io.millrace.ml.online.OnlineModels;
import io.millrace.ml.registry.ModelPapers;
import io.millrace.ml.registry.Promotion;
import io.millrace.ml.registry.SampleManifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** With Redis in memory; the real one is asked by ModelStepsIT. */
class ModelSwitchTest {
    @TempDir
    private Path folder;

    private final RecordedRedis redis = new RecordedRedis();
    private final OnlineKeys keys = new OnlineKeys("shop");
    private LakeFiles files;
    private ModelPapers papers;
    private ModelSwitch models;

    @BeforeEach
    void openFolder() {
        LakeConfig config = LakeConfig.from(Settings.parse("")).in(folder);
        files = LakeFiles.open(config);
        papers = new ModelPapers(files, config.root(), new LakeNames("shop"));
        models = new ModelSwitch(papers, new OnlineModels(redis, keys), () -> {
            throw new IllegalStateException("Nothing is to be published here");
        });
    }

    /** Models that were current one after the other, each with its one part of factors in Redis. */
    private void current(String... names) throws JsonProcessingException {
        for (String model : names) {
            files.write(
                    folder.resolve("shop__models/%s/manifest.json".formatted(model))
                            .toUri()
                            .toString(),
                    Json.mapper().writeValueAsString(SampleManifest.of(model)));
            redis.set(keys.itemFactors(model, 0), "factors");
            Promotion promotion = papers.promote(model, papers.promotion());
            new OnlineModels(redis, keys).point(SampleManifest.of(model), promotion.at());
        }
        redis.commands().clear();
    }

    private String pointed() throws JsonProcessingException {
        return Json.mapper()
                .readValue(redis.value(keys.modelPointer()).orElseThrow(), ModelManifest.class)
                .model();
    }

    @Test
    void goingBackMovesOnePointerAndPublishesNothing() throws JsonProcessingException {
        current("m1", "m2");

        ModelSwitch.Outcome outcome = models.rollBack();

        assertThat(outcome.model()).isEqualTo("m1");
        assertThat(outcome.published()).isFalse();
        assertThat(redis.commands()).containsExactly("EXISTS", "EVAL");
        assertThat(pointed()).isEqualTo("m1");
    }

    @Test
    void goingBackThatFailedOnItsWayToRedisIsFinishedByTheNextAttemptAndGoesNoFurther() throws JsonProcessingException {
        current("m1", "m2", "m3");
        redis.refuseChanges(true);
        assertThatThrownBy(models::rollBack).hasMessageContaining("Redis is away");
        redis.refuseChanges(false);

        ModelSwitch.Outcome second = models.rollBack();
        String afterSecond = pointed();
        ModelSwitch.Outcome third = models.rollBack();

        assertThat(second.model()).isEqualTo("m2");
        assertThat(afterSecond).isEqualTo("m2");
        assertThat(third.model()).isEqualTo("m1");
        assertThat(third.before()).contains("m2");
    }

    @Test
    void onlyARollbackThatDidNotReachRedisIsFinished() throws JsonProcessingException {
        // Given: decided while another process brings the same rollback to Redis
        current("m1", "m2", "m3");
        Promotion byHand = papers.promotion().orElseThrow();
        models.rollBack();
        Promotion rolledBack = papers.promotion().orElseThrow();
        // Then
        assertThat(models.finish(byHand)).isEmpty();
        assertThat(models.finish(rolledBack)).isEmpty();
        assertThat(papers.promotion()).contains(rolledBack);
        assertThat(pointed()).isEqualTo("m2");
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

    @Test
    void theTableNamesTheShadowAndAllThatIsKnownHasItsFigures() {
        Instant since = Instant.parse("2026-01-06T12:00:00.123Z");
        var counts = new ShadowCounts(1200, 0, 0, 9000, 12_000, 3_000, 2_000);
        ModelLine running = shadowed(new ShadowLine(since, Optional.empty(), Optional.of(counts)));
        ModelLine failed = shadowed(new ShadowLine(since, Optional.of("too slow"), Optional.empty()));

        assertThat(ModelsPage.table(List.of(running)).get(1)).endsWith("yes    shadow since 2026-01-06T12:00:00Z");
        assertThat(ModelsPage.table(List.of(failed)).get(1)).endsWith("failed as shadow");
        assertThat(ModelsPage.all(running))
                .contains(
                        "state       shadow since 2026-01-06T12:00:00Z",
                        "shadow      ranked for 1,200 requests, overlap@10 0.75, 1.50 times as long as the current one;"
                                + " 0 failed, 0 came to no numbers");
        assertThat(ModelsPage.all(failed)).contains("state       failed as shadow", "failed      too slow");
    }

    private static ModelLine shadowed(ShadowLine shadow) {
        return line("m3", Optional.of(true), Optional.empty(), Optional.of(true), Optional.of(shadow));
    }

    @Test
    void whatIsKnownOfAModelHasItsRivalsAndItsSegments() {
        List<String> lines = ModelsPage.all(line("m2", Optional.of(true), Optional.of(0), Optional.of(true)));

        assertThat(lines)
                .anyMatch(line -> line.matches(" +model +item-knn"))
                .anyMatch(line -> line.matches("ndcg@10 +0\\.1200 +0\\.1100"))
                .anyMatch(line -> line.matches("ndcg@10/new-users +0\\.0700 +0\\.0600"))
                .contains("users of new-users: 7", "current, not compared: it saw these events")
                .contains("parameters  rank 8, regularization 0.1, alpha 3.0, 4 iterations, seed 42")
                .contains("searched before its training: 2 trials judged by 30 users after 2026-01-02T00:00:00Z,"
                        + " at position 1:0/90")
                .anyMatch(line -> line.matches("  +16 +0\\.1 +3\\.0 +4 +0\\.1400"))
                .anyMatch(line -> line.matches("\\* +8 +0\\.1 +3\\.0 +4 +0\\.1300"))
                .anyMatch(line -> line.matches(" +- +popularity +- +- +0\\.0500"));
    }

    private static ModelLine line(
            String model, Optional<Boolean> accepted, Optional<Integer> wayBack, Optional<Boolean> online) {
        return line(model, accepted, wayBack, online, Optional.empty());
    }

    private static ModelLine line(
            String model,
            Optional<Boolean> accepted,
            Optional<Integer> wayBack,
            Optional<Boolean> online,
            Optional<ShadowLine> shadow) {
        return new ModelLine(
                model,
                Instant.parse("2026-01-05T12:00:00.123Z"),
                "1:0/A0",
                10,
                20,
                8,
                accepted,
                Optional.of("a reason"),
                Map.of("ndcg@10", 0.12, "ndcg@10+bought", 0.5, "ndcg@10/new-users", 0.07),
                Map.of("ndcg@10", 0.04),
                List.of(
                        new Rival(
                                Rival.ITEM_KNN,
                                "50 neighbours",
                                Map.of("ndcg@10", 0.11, "ndcg@10/new-users", 0.06),
                                0,
                                0.01),
                        new Rival(Rival.CURRENT, "it saw these events", Map.of(), 0, 0)),
                Map.of("new-users", 7L),
                wayBack,
                online,
                shadow,
                new AlsParameters(8, 0.1, 3, 4, 42, 2, 4),
                Optional.of(new ParameterSearch(
                        Position.parse("1:0/90"),
                        Instant.parse("2026-01-02T00:00:00Z"),
                        "ndcg@10",
                        30,
                        0.05,
                        List.of(
                                new ParameterSearch.Tried(16, 0.1, 3, 4, 42, 0.14),
                                new ParameterSearch.Tried(8, 0.1, 3, 4, 42, 0.13)))));
    }
}
