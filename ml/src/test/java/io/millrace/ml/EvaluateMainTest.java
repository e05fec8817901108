package io.millrace.ml;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.compare.AlsFit;
import io.millrace.ml.compare.Comparison;
import io.millrace.ml.compare.ComparisonPage;
import io.millrace.ml.compare.Result;
import io.millrace.ml.flags.EvaluateFlags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EvaluateMainTest {
    @TempDir
    private Path folder;

    private Path data;

    /** Each of 60 users has items of one of four tastes. */
    @BeforeEach
    void writeInteractions() throws IOException {
        var random = new Random(4);
        List<String> rows = new ArrayList<>(List.of("user,item,quantity,time"));
        for (int row = 0; row < 900; row++) {
            int user = random.nextInt(60);
            int item = user % 4 + 4 * random.nextInt(12);
            rows.add("u%d,i%d,%d,%d".formatted(user, item, 1 + random.nextInt(3), 1_000_000 + row));
        }
        data = Files.write(folder.resolve("data.csv"), rows);
    }

    private static Comparison compare(AlsFit als, List<String> told, String... arguments) {
        var flags = new EvaluateFlags();
        new CommandLine(flags).parseArgs(arguments);
        return new EvaluateRun(flags, told::add).compare(als);
    }

    private static AlsFit withoutSpark() {
        return new AlsFit(() -> {
            throw new IllegalStateException("Spark is not needed for this");
        });
    }

    private void assertRefused(String sentence, String... arguments) {
        assertThatThrownBy(() -> EvaluateMain.run(System.out, arguments))
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
                .hasMessageContaining(sentence);
    }

    @Test
    void modelsWithSearchedParametersAreComparedOnTheSameUsers() {
        List<String> told = new ArrayList<>();
        Lake lake = TestLake.create();
        Comparison comparison = compare(
                new AlsFit(() -> lake),
                told,
                "--data=" + data,
                "--split=random",
                "--k=5,10",
                "--search=2",
                "--rank=4",
                "--iterations=3",
                "--alpha=1,5",
                "--regularization=0.05",
                "--confidence=log");

        assertThat(comparison.models()).extracting(Result::model).containsExactly("popularity", "item-knn", "als");
        assertThat(comparison.trials()).extracting(Result::model).containsExactly("item-knn", "item-knn", "als", "als");
        List<Double> ndcg = comparison.models().stream()
                .map(result -> result.metrics().get("ndcg@10"))
                .toList();
        assertThat(ndcg.get(1)).isGreaterThan(2 * ndcg.get(0));
        assertThat(ndcg.get(2)).isGreaterThan(2 * ndcg.get(0));
        assertThat(comparison.models().get(2).parameters()).containsEntry("rank", 4);
        assertThat(told).anyMatch(line -> line.contains("als") && line.contains("ndcg@10"));
    }

    @Test
    void withoutAlsNoSparkIsStartedAndTheSameCommandGivesTheSameMetrics() {
        String[] arguments = {
            "--data=" + data, "--split=leave-one-out", "--models=popularity,item-knn", "--negatives=20", "--k=10"
        };

        Comparison first = compare(withoutSpark(), new ArrayList<>(), arguments);
        Comparison second = compare(withoutSpark(), new ArrayList<>(), arguments);

        assertThat(first.judged()).isGreaterThan(20);
        assertThat(first.models())
                .extracting(Result::metrics)
                .isEqualTo(second.models().stream().map(Result::metrics).toList());
        String page = ComparisonPage.lines(first).stream().collect(Collectors.joining("\n"));
        assertThat(page)
                .contains("900 rows, 900 count", "popularity", "item-knn", "hit_rate@10", "neighbours 100")
                .doesNotContain("als");
    }

    @Test
    void ialsIsComparedWithoutSparkWithParametersOfItsOwn() {
        Comparison comparison = compare(
                withoutSpark(),
                new ArrayList<>(),
                "--data=" + data,
                "--split=random",
                "--models=popularity,ials",
                "--rank=4",
                "--search=3",
                "--unobserved=0.1,1",
                "--power=0.5,1",
                "--k=10");

        assertThat(comparison.trials())
                .extracting(Result::model)
                .containsOnly("ials")
                .hasSize(3);
        Result ials = comparison.models().get(1);
        assertThat(ials.parameters()).containsEntry("rank", 4).containsEntry("confidence", "binary");
        assertThat(ials.metrics().get("ndcg@10"))
                .isGreaterThan(2 * comparison.models().get(0).metrics().get("ndcg@10"));
    }

    @Test
    void asJsonAComparisonHasItsProtocolItsTrialsAndTheMetricsOfEachModel() throws IOException {
        var printed = new ByteArrayOutputStream();

        EvaluateMain.run(
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                "--data=" + data,
                "--split=random",
                "--models=popularity,item-knn",
                "--search=3",
                "--k=5,10",
                "--min-events=2",
                "--json");

        JsonNode comparison = Json.mapper().readTree(printed.toByteArray());
        assertThat(comparison.at("/files/0/rows").asInt()).isEqualTo(900);
        assertThat(comparison.at("/trained/items").asInt()).isEqualTo(48);
        assertThat(comparison.at("/judged").asInt()).isPositive();
        assertThat(comparison.at("/protocol/lengths").toString()).isEqualTo("[5,10]");
        assertThat(comparison.at("/protocol/leastEvents").asInt()).isEqualTo(2);
        assertThat(comparison.at("/protocol/includesTrain").isBoolean()).isTrue();
        assertThat(comparison.at("/trials"))
                .hasSize(3)
                .allSatisfy(trial -> assertThat(trial.get("model").asText()).isEqualTo("item-knn"));
        assertThat(comparison.at("/models").findValuesAsText("model")).containsExactly("popularity", "item-knn");
        assertThat(comparison.at("/models/1/parameters/neighbours").asInt()).isPositive();
        assertThat(comparison.at("/models/1/metrics/ndcg@10").asDouble())
                .isGreaterThan(2 * comparison.at("/models/0/metrics/ndcg@10").asDouble());
        for (JsonNode result : comparison.at("/models")) {
            assertThat(result.get("metrics").properties())
                    .extracting(Map.Entry::getKey)
                    .contains("recall@5", "recall@10", "precision@10", "map@10", "hit_rate@10", "coverage@10");
        }
    }

    @Test
    void trainAndTestCanBeTwoFiles() throws IOException {
        List<String> rows = Files.readAllLines(data);
        Path train = Files.write(folder.resolve("train.csv"), rows.subList(0, 700));
        Path test = Files.write(
                folder.resolve("test.csv"),
                Stream.concat(Stream.of(rows.get(0)), rows.subList(700, rows.size()).stream())
                        .toList());

        Comparison comparison = compare(
                withoutSpark(),
                new ArrayList<>(),
                "--train=" + train,
                "--test=" + test,
                "--models=item-knn",
                "--search=3",
                "--search-by=recall@20");

        assertThat(comparison.files()).hasSize(2);
        assertThat(comparison.trained().rows()).isEqualTo(699);
        assertThat(comparison.trials()).hasSize(3);
    }

    @Test
    void aTestInWhichNobodyCanBeJudgedIsRefused() throws IOException {
        Path test = Files.writeString(folder.resolve("test.csv"), "user,item\nnobody,i1\n");

        assertRefused(
                "Nobody can be judged: of 1 rows of the test no user is left ({not in training=1})",
                "--train=" + data,
                "--test=" + test);
    }

    @Test
    void badFilesAreToldWithTheirLine() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.csv"), "user,item,quantity\nu,i,1\nu,i,many\n");

        assertRefused("bad.csv:3 has the weight 'many', which is no number", "--data=" + bad, "--split=random");
        assertRefused(
                "data.csv:1 has no column 'price'",
                "--data=" + data,
                "--split=random",
                "--columns=user=user,item=price");
    }

    @Test
    void flagsThatCannotBeMeantAreRefusedBeforeAnythingIsRead() {
        assertRefused("Unknown option: '--bogus'; see: millrace evaluate --help", "--bogus");
        assertRefused("Give --train and --test, or --data", "--train=a");
        assertRefused("--data needs --split time, leave-one-out or random", "--data=" + data);
        assertRefused("--split takes time, leave-one-out or random, but got 'half'", "--data=" + data, "--split=half");
        assertRefused("--test-share must be between 0 and 1", "--data=" + data, "--split=random", "--test-share=2");
        assertRefused("--test-window takes a time such as 30d", "--data=" + data, "--split=time", "--test-window=soon");
        assertRefused("--k takes whole numbers from 1 on, but got '0'", "--data=x", "--k=0");
        assertRefused("--rank takes whole numbers from 1 on, but got 'high'", "--data=x", "--rank=high");
        assertRefused("There are 2 combinations for als", "--data=x", "--rank=8,16");
        assertRefused("A confidence is linear, log or binary, but not 'lin'", "--data=x", "--confidence=lin");
        assertRefused("--search-by belongs to --search N", "--data=x", "--search-by=ndcg@10");
        assertRefused(
                "a metric that is measured, but not 'ndgc@10'. Did you mean 'ndcg@10'?",
                "--data=x",
                "--search=2",
                "--search-by=ndgc@10");
        assertRefused("--models takes popularity, item-knn, als and ials, but got 'svd'", "--data=x", "--models=svd");
    }
}
