package io.millrace.ml;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.online.FactorsCodec;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.OnlineKeys;
import io.millrace.contracts.online.ParameterSearch;
import io.millrace.contracts.online.ParameterSearch.Tried;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.features.FeaturesConfig;
import io.millrace.features.FeaturesJob;
import io.millrace.features.LakeFixture;
import io.millrace.features.ShopFixture;
import io.millrace.features.online.RedisAddress;
import io.millrace.ml.ModelRefresh.Step;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.als.Factors;
import io.millrace.ml.data.HeldOut;
import io.millrace.ml.evaluate.Evaluation;
import io.millrace.ml.evaluate.Rival;
import io.millrace.ml.judge.Contender;
import io.millrace.ml.judge.FactorRanker;
import io.millrace.ml.judge.NeighbourRule;
import io.millrace.ml.judge.Rivals;
import io.millrace.ml.life.ModelSwitch;
import io.millrace.ml.online.ModelPublisher;
import io.millrace.ml.online.OnlineModels;
import io.millrace.ml.registry.Candidate;
import io.millrace.ml.registry.Judgement;
import io.millrace.ml.registry.ModelPapers;
import io.millrace.ml.registry.ModelRegistry;
import io.millrace.ml.registry.Promotion;
import io.millrace.ml.registry.Shadow;
import io.millrace.ml.tune.Attempts;
import io.millrace.ml.tune.ModelTuning;
import io.millrace.ml.tune.ParameterGrid;
import io.millrace.ml.tune.TuneReport;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class ModelStepsIT {
    private static final TestStack STACK = TestStack.with(ServiceKind.REDIS);
    private static final OnlineKeys KEYS = new OnlineKeys("shop");
    private static final LakeFixture LAKE = LakeFixture.create();
    private static final ShopFixture SHOP = new ShopFixture(120, 100, 2_500, 9);
    private static final String QUICK =
            "ml { als { rank = 8, iterations = 4 }, items-per-part = 30, evaluation.test-share = 0.2 }\n";

    /** A lake with features and no model yet. */
    private static Path featured;

    /** The same with one model, which is current. */
    private static Path modelled;

    private static Candidate candidate;
    private static Evaluation evaluation;

    @BeforeAll
    static void runAllSteps() throws InterruptedException, IOException {
        features(LAKE, "1:0/A0");
        featured = copyOf(Path.of(URI.create(LAKE.lake().root())));
        ModelSteps steps = steps(LAKE, QUICK);
        candidate = steps.train();
        evaluation = steps.evaluate().evaluation();
        assertThat(steps.promote()).isTrue();
        modelled = copyOf(Path.of(URI.create(LAKE.lake().root())));
        steps.publish(publisherOf("shop"));
    }

    private static ModelPublisher publisherOf(String pipeline) {
        return new ModelPublisher(
                new OnlineKeys(pipeline), new RedisAddress(STACK.redis().uri(), 100));
    }

    /** A lake of its own with the features of the others: to compute them takes longer than to copy them. */
    private static LakeFixture withFeatures() throws IOException {
        return LakeFixture.in(copyOf(featured));
    }

    private static LakeFixture withModel() throws IOException {
        return LakeFixture.in(copyOf(modelled));
    }

    private static Path copyOf(Path folder) throws IOException {
        return copy(folder, Files.createTempDirectory("lake"));
    }

    private static Path copy(Path folder, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.skip(1).toList()) {
                Files.copy(file, copy.resolve(folder.relativize(file)));
            }
        }
        return copy;
    }

    private static void features(LakeFixture lake, String position, Integer... deleted) throws InterruptedException {
        features(SHOP, lake, position, deleted);
    }

    private static void features(ShopFixture shop, LakeFixture lake, String position, Integer... deleted)
            throws InterruptedException {
        shop.write(lake, Position.parse(position), List.of(deleted));
        var config = new FeaturesConfig(Optional.empty(), Duration.ofDays(30), List.of(), 10);
        new FeaturesJob(lake.lake(), ShopFixture.pipeline(), config).run();
    }

    private static ModelSteps steps(LakeFixture lake, String settings) {
        return new ModelSteps(lake.lake(), "shop", MlConfig.from(Settings.parse(settings)));
    }

    private static ModelPapers papers(LakeFixture lake) {
        return new ModelPapers(lake.lake().files(), lake.lake().root(), new LakeNames("shop"));
    }

    private static ModelManifest published() throws Exception {
        try (Jedis jedis = new Jedis(STACK.redis().uri())) {
            return Json.mapper().readValue(jedis.get(KEYS.modelPointer()), ModelManifest.class);
        }
    }

    private static List<Row> recommendations(LakeFixture lake) {
        return lake.lake().read("shop__models", "recommendations").collectAsList();
    }

    @Test
    void theModelBeatsPopularityOnLaterData() {
        assertThat(evaluation.users()).isGreaterThan(50);
        assertThat(evaluation.metrics().get("ndcg@10"))
                .isGreaterThan(evaluation.baseline().get("ndcg@10"));
        assertThat(evaluation.metrics())
                .containsKeys("recall@10", "map@10", "coverage@10", "ndcg@10+bought", "recall@10+bought")
                .containsKeys("ndcg@10/new-users", "ndcg@10/heavy-users", "ndcg@10/tail-items");
        assertThat(evaluation.rivals())
                .extracting(Rival::name)
                .containsExactly(Rival.POPULARITY, Rival.STRANGER, Rival.ITEM_KNN);
    }

    @Test
    void theManifestInRedisSaysWhatTheModelWasMadeFrom() throws Exception {
        ModelManifest manifest = published();

        assertThat(manifest.model()).isEqualTo(candidate.model());
        assertThat(manifest.position()).isEqualTo(Position.parse("1:0/A0"));
        assertThat(manifest.asOf()).isEqualTo(candidate.features().asOf());
        assertThat(manifest.halfLife()).contains(Duration.ofDays(90));
        assertThat(manifest.tables()).containsKeys("interactions", "interaction_events");
        assertThat(manifest.metrics()).isEqualTo(evaluation.metrics());
        assertThat(manifest.baseline()).isEqualTo(evaluation.baseline());
        assertThat(manifest.codeVersion()).matches("\\d.*");
    }

    @Test
    void allItemFactorsAreInRedis() throws Exception {
        ModelManifest manifest = published();
        Set<String> ids = new HashSet<>();
        try (Jedis jedis = new Jedis(STACK.redis().uri())) {
            for (int part = 0; part < manifest.itemParts(); part++) {
                ItemFactors factors = FactorsCodec.decode(
                        jedis.get(KEYS.itemFactors(manifest.model(), part).getBytes(UTF_8)));
                assertThat(factors.rank()).isEqualTo(8);
                ids.addAll(factors.ids());
            }
        }
        assertThat(manifest.itemParts()).isGreaterThan(1);
        assertThat(ids).hasSize((int) manifest.items()).contains("1", "99");
    }

    @Test
    void nobodyIsRecommendedWhatTheyHaveOrWhatIsNotAvailable() {
        Set<String> have = LAKE.lake().read("shop__features", "interactions").collectAsList().stream()
                .map(row -> row.getAs("user") + " " + row.getAs("item"))
                .collect(Collectors.toSet());

        List<Row> rows = recommendations(LAKE);

        assertThat(rows).hasSize(Math.toIntExact(candidate.users()) * 10);
        assertThat(rows).noneMatch(row -> have.contains(row.getAs("user") + " " + row.getAs("item")));
        assertThat(rows).noneMatch(row -> Integer.parseInt(row.getAs("item")) % 5 == 0);
        assertThat(rows).allMatch(row -> row.getAs("model").equals(candidate.model()));
    }

    @Test
    void aUserWhoIsGoneSinceTrainingIsRecommendedNothing() throws InterruptedException, IOException {
        LakeFixture lake = withModel();
        features(lake, "1:0/B0", 7);

        steps(lake, QUICK).publish(publisherOf("gone"));

        assertThat(recommendations(lake))
                .noneMatch(row -> row.getAs("user").equals("7"))
                .anyMatch(row -> row.getAs("user").equals("8"));
        assertThat(lake.lake().positionOf("shop__models", "recommendations")).contains(Position.parse("1:0/B0"));
    }

    @Test
    void aRejectedCandidateLeavesTheCurrentModelInPlace() throws InterruptedException, IOException {
        LakeFixture lake = withModel();
        ModelSteps strict = steps(lake, QUICK + "ml.gate.margin = 1000");
        String second = strict.train().model();

        Judgement judgement = strict.evaluate();
        boolean promoted = strict.promote();

        assertThat(judgement.verdict().accepted()).isFalse();
        assertThat(promoted).isFalse();
        assertThat(papers(lake).promotion().map(Promotion::model)).contains(candidate.model());
        assertThat(lake.lake().readText(lake.lake().location("shop__models", second + "/evaluation.json")))
                .hasValueSatisfying(text -> assertThat(text).contains("must reach"));
        assertThat(judgement.evaluation().rivals())
                .extracting(Rival::name)
                .containsExactly(Rival.POPULARITY, Rival.STRANGER, Rival.ITEM_KNN, Rival.CURRENT);
        // Both were fitted with the same parameters to the same events.
        Rival current = judgement.evaluation().rivals().get(3);
        assertThat(current.note()).startsWith(candidate.model() + " as its parameters were fitted");
        assertThat(current.metrics().get("ndcg@10"))
                .isCloseTo(judgement.evaluation().metrics().get("ndcg@10"), within(0.01));
    }

    @Test
    void aModelOfShuffledBuyersIsTrainedAndNeverPromoted() throws InterruptedException, IOException {
        LakeFixture lake = withModel();
        Instant cutoff = papers(lake).judgement(candidate.model()).orElseThrow().cutoff();
        features(SHOP.withBuyersShuffledBefore(cutoff, 1), lake, "1:0/C0");
        ModelSteps steps = steps(lake, QUICK);
        Candidate poisoned = steps.train();

        Judgement judgement = steps.evaluate();
        boolean promoted = steps.promote();

        assertThat(poisoned.features().position()).isEqualTo(Position.parse("1:0/C0"));
        assertThat(judgement.cutoff()).isEqualTo(cutoff);
        assertThat(judgement.evaluation().users()).isGreaterThan(50);
        // Beside popularity, item-kNN and the current model this one is lucky: only its users' tastes tell.
        assertThat(judgement.verdict().reason()).startsWith("by the users' own tastes ndcg@10 is better by");
        assertThat(promoted).isFalse();
        assertThat(papers(lake).promotion().map(Promotion::model)).contains(candidate.model());
    }

    @Test
    void ofACurrentModelThatSawTheLaterEventsTheParametersAreFittedAgain() throws IOException {
        LakeFixture lake = withModel();
        var registry = new ModelRegistry(lake.lake(), new LakeNames("shop"));
        lake.lake().remove(lake.lake().location("shop__models", candidate.model() + "/trial_item_factors"));
        List<AlsParameters> fitted = new ArrayList<>();

        Contender sawThem = current(lake, parameters -> {
            fitted.add(parameters);
            return registry.factors(candidate.model());
        });

        assertThat(fitted).containsExactly(candidate.parameters());
        assertThat(sawThem.ranker()).isPresent();
        assertThat(sawThem.note()).startsWith("the parameters of " + candidate.model() + ", fitted again");
    }

    @Test
    void ofACurrentModelThatIsGoneNothingCanBeFitted() throws IOException {
        LakeFixture lake = withModel();
        lake.lake().remove(lake.lake().location("shop__models", candidate.model()));

        Contender gone = current(lake, parameters -> {
            throw new AssertionError("fitted " + parameters);
        });

        assertThat(gone.ranker()).isEmpty();
        assertThat(gone.note()).startsWith(candidate.model() + " is no longer on the lake");
    }

    /** The current model as the rival of a candidate that is judged by the last day. */
    private static Contender current(LakeFixture lake, Function<AlsParameters, Factors> fit) {
        var trial = new ModelRegistry(LAKE.lake(), new LakeNames("shop")).factors(candidate.model());
        return new Rivals(new ModelRegistry(lake.lake(), new LakeNames("shop")), 10, new NeighbourRule(5, 5, 0), fit)
                .of(
                        FactorRanker.of(10, trial, candidate.parameters()),
                        new HeldOut(
                                ShopFixture.SOURCE_TIME.minus(Duration.ofDays(1)),
                                lake.rows(
                                        "user_number int, item_number int, strength float",
                                        RowFactory.create(1, 1, 1f)),
                                lake.rows("user_number int, item_number int")),
                        Optional.of(candidate.model()))
                .get(2);
    }

    @Test
    void goingBackTakesTheFactorsInRedisAndNoStepThatBeganBeforeUndoesIt() throws Exception {
        LakeFixture lake = withModel();
        ModelSteps open = steps(lake, QUICK + "ml { gate.enabled = false, registry.ways-back = 1 }");
        List<String> models = List.of(candidate.model(), candidate.model() + "b", candidate.model() + "c");
        promoteCopy(lake, models.get(1));
        promoteCopy(lake, models.get(2));
        var keys = new OnlineKeys("back");
        try (Jedis jedis = new Jedis(STACK.redis().uri())) {
            var online = new OnlineModels(jedis, keys);
            for (int part = 0; part < candidate.itemParts(); part++) {
                jedis.set(keys.itemFactors(models.get(0), part), "of an earlier publishing");
                jedis.set(keys.itemFactors(models.get(1), part), "of an earlier publishing");
            }
            open.publish(publisherOf("back"));
            assertThat(online.holds(manifest(lake, models.get(0)))).isFalse();
            var change = new ModelSwitch(papers(lake), online, () -> open.publish(publisherOf("back")));
            Promotion late = papers(lake).promotion().orElseThrow();

            jedis.configResetStat();
            ModelSwitch.Outcome first = change.rollBack();
            String commands = jedis.info("commandstats");
            boolean undone = online.point(manifest(lake, late.model()), late.at());

            assertThat(first.model()).isEqualTo(models.get(1));
            assertThat(first.published()).isFalse();
            // The pointer and its time, in one script; no factor is read or written.
            assertThat(commands)
                    .contains("cmdstat_eval:calls=1,", "cmdstat_set:calls=2,", "cmdstat_exists:calls=1,")
                    .doesNotContain("cmdstat_del", "cmdstat_mget");
            assertThat(undone).isFalse();
            assertThatThrownBy(open::promote)
                    .hasMessageContaining("%s does not become current: %s did since it was evaluated"
                            .formatted(models.get(2), models.get(1)));
            assertThat(pointer(jedis, keys)).isEqualTo(models.get(1));

            String promotedAt = jedis.get(keys.modelPromotedAt());
            jedis.set(keys.modelPromotedAt(), Long.toString(Long.MAX_VALUE));
            assertThatThrownBy(() -> open.publish(publisherOf("back")))
                    .hasMessageContaining("promoted later than any on the lake")
                    .hasMessageContaining("delete the key millrace:back:model:promoted-at");
            jedis.set(keys.modelPromotedAt(), promotedAt);

            ModelSwitch.Outcome second = change.rollBack();

            assertThat(second.published()).isTrue();
            assertThat(pointer(jedis, keys)).isEqualTo(models.get(0));
            assertThat(recommendations(lake)).allMatch(row -> row.getAs("model").equals(models.get(0)));
        }
    }

    @Test
    void aModelThatPassesTheGateIsShadowedFirstWhereThatIsAskedAndPromotedWhenItDidWell() throws Exception {
        // Given: in a database of its own, since a refresh has one name for lake and Redis
        LakeFixture lake = withModel();
        var redis = new RedisAddress(STACK.redis().uri().resolve("/1"), 100);
        var refresh = new ModelRefresh(
                "shop",
                MlConfig.from(Settings.parse(QUICK + "ml.shadow { time = 1ms, min-requests = 3 }")),
                redis,
                new ModelPublisher(KEYS, redis));
        String first = candidate.model() + "b";
        String second = candidate.model() + "c";
        try (Jedis jedis = redis.connect()) {
            var online = new OnlineModels(jedis, KEYS);
            // When
            judgedCopy(lake, first);
            refresh.run(lake.lake(), List.of(Step.PROMOTE, Step.PUBLISH));
            Shadow shadow = papers(lake).shadow().orElseThrow();
            // Then
            assertThat(currentModel(lake)).isEqualTo(candidate.model());
            assertThat(pointer(jedis, KEYS)).isEqualTo(candidate.model());
            assertThat(shadow.model()).isEqualTo(first);
            assertThat(Json.mapper().readValue(jedis.get(KEYS.shadowPointer()), ShadowPointer.class))
                    .isEqualTo(new ShadowPointer(manifest(lake, first), candidate.model(), shadow.since()));
            assertThat(online.holds(manifest(lake, first))).isTrue();
            // It is the same shadow after the same step.
            count(jedis, shadow, 2);
            refresh.run(lake.lake(), List.of(Step.PROMOTE));
            assertThat(papers(lake).shadow()).contains(shadow);

            // A later one takes its place.
            judgedCopy(lake, second);
            refresh.run(lake.lake(), List.of(Step.PROMOTE, Step.PUBLISH));
            Shadow later = papers(lake).shadow().orElseThrow();
            assertThat(later.model()).isEqualTo(second);
            assertThat(online.holds(manifest(lake, first))).isFalse();
            assertThat(jedis.exists(KEYS.shadowCounts(first, shadow.since()))).isFalse();
            assertThat(online.holds(manifest(lake, candidate.model()))).isTrue();

            // It becomes current before the next candidate is judged.
            count(jedis, later, 3);
            refresh.run(lake.lake(), List.of(Step.EVALUATE));
            assertThat(currentModel(lake)).isEqualTo(second);
            assertThat(pointer(jedis, KEYS)).isEqualTo(second);
            assertThat(jedis.exists(KEYS.shadowPointer())).isFalse();
            assertThat(papers(lake).judgement(second).orElseThrow().promotion()).isEqualTo(2);
        }
    }

    private static void count(Jedis jedis, Shadow shadow, int ranked) {
        new ShadowCounts(ranked, 0, 0, ranked, ranked, ranked, ranked)
                .fields()
                .forEach((field, number) ->
                        jedis.hincrBy(KEYS.shadowCounts(shadow.model(), shadow.since()), field, number));
    }

    private static String currentModel(LakeFixture lake) {
        return papers(lake).promotion().orElseThrow().model();
    }

    /** A candidate that was compared with the first model. */
    private static void judgedCopy(LakeFixture lake, String name) throws IOException {
        copyOfModel(lake, name);
        String location = lake.lake().location("shop__models", name + "/evaluation.json");
        String text = lake.lake().readText(location).orElseThrow();
        lake.lake().writeText(location, text.replace("\"promotion\":0", "\"promotion\":1"));
    }

    /** A model that differs from the first by its name alone, which takes less long than a training. */
    private static void promoteCopy(LakeFixture lake, String name) throws IOException {
        copyOfModel(lake, name);
        papers(lake).promote(name, papers(lake).promotion());
    }

    private static void copyOfModel(LakeFixture lake, String name) throws IOException {
        Path models = Path.of(URI.create(lake.lake().location("shop__models", "")));
        copy(models.resolve(candidate.model()), Files.createDirectory(models.resolve(name)));
        for (String paper : List.of("candidate.json", "evaluation.json", "manifest.json")) {
            renamed(lake, candidate.model() + "/" + paper, name + "/" + paper, name);
        }
        renamed(lake, "candidate.json", "candidate.json", name);
    }

    private static void renamed(LakeFixture lake, String from, String to, String model) {
        String text =
                lake.lake().readText(lake.lake().location("shop__models", from)).orElseThrow();
        lake.lake()
                .writeText(
                        lake.lake().location("shop__models", to),
                        text.replaceFirst("\"model\":\"[^\"]+\"", "\"model\":\"" + model + "\""));
    }

    private static ModelManifest manifest(LakeFixture lake, String model) {
        return papers(lake).manifest(model).orElseThrow();
    }

    private static String pointer(Jedis jedis, OnlineKeys keys) throws IOException {
        return Json.mapper()
                .readValue(jedis.get(keys.modelPointer()), ModelManifest.class)
                .model();
    }

    @Test
    void tuningPrintsTheBestOfAllTrialsAndChangesNothingThatARefreshReads() throws IOException {
        LakeFixture lake = withModel();
        Set<String> before = filesOfModels(lake);

        String printed = tuned(lake, 3);

        assertThat(tried(printed)).hasSize(3);
        assertThat(printed).contains("popularity", "Best by ndcg@10", "regularization = 0.", "iterations = ");
        assertThat(filesOfModels(lake)).isEqualTo(before);
        ParameterSearch found = papers(lake).search().orElseThrow();
        assertThat(found.trials())
                .hasSize(3)
                .isSortedAccordingTo(Comparator.comparingDouble(Tried::value).reversed());
        assertThat(found.position()).isEqualTo(Position.parse("1:0/A0"));
    }

    @Test
    void aSearchThatWasEndedGoesOnWithWhatIsLeftOnTheDataThatItBeganWith() throws Exception {
        LakeFixture lake = withModel();
        var fullDisk = new PrintStream(new BrokenAfter(2), true, UTF_8);
        assertThatThrownBy(() -> tune(lake, 3, new TuneReport(fullDisk, 10))).isInstanceOf(IllegalStateException.class);
        assertThat(papers(lake).search()).isEmpty();
        features(lake, "1:0/B0");

        String printed = tuned(lake, 3);

        assertThat(tried(printed)).hasSize(3);
        assertThat(tried(printed).stream().filter(line -> line.endsWith("(tried before)")))
                .hasSize(2);
        assertThat(papers(lake).search().orElseThrow().position()).isEqualTo(Position.parse("1:0/A0"));
        assertThat(tried(tuned(lake, 3)).stream().filter(line -> line.endsWith("(tried before)")))
                .as("what a finished search tried is of other data")
                .isEmpty();
    }

    @Test
    void whatASearchFoundGoesWithTheModelsThatAreTrainedThen() throws IOException {
        LakeFixture lake = withModel();
        tuned(lake, 2);

        ModelSteps steps = steps(lake, QUICK);
        String model = steps.train().model();
        steps.evaluate();

        assertThat(papers(lake).manifest(model).orElseThrow().search())
                .isEqualTo(papers(lake).search())
                .isPresent();
        assertThat(manifest(lake, candidate.model()).search()).isEmpty();
    }

    private static String tuned(LakeFixture lake, int trials) {
        var printed = new ByteArrayOutputStream();
        tune(lake, trials, new TuneReport(new PrintStream(printed, true, UTF_8), 10));
        return printed.toString(UTF_8);
    }

    private static void tune(LakeFixture lake, int trials, TuneReport report) {
        var grid = new ParameterGrid(List.of(2, 8), List.of(0.1), List.of(3.0), List.of(2, 4));
        new ModelTuning(lake.lake(), "shop", MlConfig.from(Settings.parse(QUICK)))
                .run(new Attempts(grid, trials, 1), report);
    }

    private static List<String> tried(String printed) {
        return printed.lines().filter(line -> line.matches(" +\\d/\\d +\\d .*")).toList();
    }

    /** A terminal that goes away after so many trials. */
    private static final class BrokenAfter extends OutputStream {
        private final int trials;
        private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

        private BrokenAfter(int trials) {
            this.trials = trials;
        }

        @Override
        public void write(int one) {
            printed.write(one);
            if (tried(printed.toString(UTF_8)).size() >= trials) {
                throw new IllegalStateException("gone");
            }
        }
    }

    @Test
    void tuningBeforeTheFirstTrainingSaysWhatIsMissing() throws IOException {
        LakeFixture lake = withFeatures();

        assertThatThrownBy(() -> tuned(lake, 1)).hasMessageContaining("run the step 'train' first");
    }

    private static Set<String> filesOfModels(LakeFixture lake) {
        Path folder = Path.of(URI.create(lake.lake().location("shop__models", "")));
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(Path::toString)
                    .filter(name -> !name.contains("/_search"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aStepWithoutTheOneBeforeItSaysWhichIsMissing() {
        var lake = LakeFixture.create();
        ModelSteps steps = steps(lake, QUICK);

        assertThatThrownBy(steps::train)
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_READY))
                .hasMessageContaining("run the features job first");
        assertThatThrownBy(steps::evaluate).hasMessageContaining("run the step 'train' first");
    }
}
