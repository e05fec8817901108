package io.millrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Settings;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.demo.LakeWait;
import io.millrace.local.demo.RefreshRun;
import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.ShopSource;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import io.millrace.local.stack.StackStart;
import io.millrace.testkit.FreePorts;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole product in a folder of its own, with what a test asks of it. */
final class LocalPipeline implements AutoCloseable {
    private static final int FIRST_BASE = 20_000;
    private static final int BASES = 400;
    private static final int PORTS = 20;

    /** Processes that live for minutes. */
    static final Map<String, String> SHORT_LIVED = Map.of(
            "JAVA_TOOL_OPTIONS", String.join(" ", JavaProgram.SHORT_LIVED),
            // Sooner than by default, and not as soon as can be: while somebody orders, a fold a second takes a core.
            "MILLRACE_LAKEHOUSE_FOLD_INTERVAL", "3s",
            // What no test here asks for: to begin those of a shop takes a core for minutes.
            "MILLRACE_LAKEHOUSE_HISTORY_ENABLED", "false",
            // Of tastes as plain as those of the tests' shops it learns enough.
            "MILLRACE_ML_ALS_ITERATIONS", "6",
            // What a test does not ask for would come into its way at the full hour.
            "MILLRACE_ORCHESTRATION_SCHEDULED", "false");

    private final Stack stack;

    private LocalPipeline(Stack stack) {
        this.stack = stack;
    }

    /** The product on the embedded shop; nothing runs yet. */
    static LocalPipeline ofShop(Path folder) {
        Path pipeline = ShopSource.pipelineFile(MillraceHome.find().path());
        return new LocalPipeline(new Stack(
                folder,
                new StackOptions(freeBase(), pipeline.toString(), true, Optional.empty(), false),
                Settings.load(),
                SHORT_LIVED));
    }

    /** The product on a database of the user's own; nothing runs yet. */
    static LocalPipeline of(Path folder, Path pipeline) {
        return of(folder, pipeline, Map.of());
    }

    /** The same with more variables in the environment of its processes. */
    static LocalPipeline of(Path folder, Path pipeline, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(SHORT_LIVED);
        all.putAll(environment);
        return new LocalPipeline(new Stack(
                folder,
                new StackOptions(freeBase(), pipeline.toString(), false, Optional.empty(), false),
                Settings.load(),
                all));
    }

    Stack stack() {
        return stack;
    }

    ShopSource shop() {
        return new ShopSource(stack);
    }

    /** Starts what does not run, as the command up does. */
    void up() throws InterruptedException {
        new StackStart(stack, line -> {}).run();
    }

    /** Runs statements in the shop as one transaction. */
    void sql(String... statements) throws SQLException {
        try (Connection connection = stack.services().postgres().connect(Stack.SHOP_DATABASE);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String text : statements) {
                statement.execute(text);
            }
            connection.commit();
        }
    }

    /** The first column of the first row. */
    String ask(String query) throws SQLException {
        try (Connection connection = stack.services().postgres().connect(Stack.SHOP_DATABASE);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Waits until the lake has all that the source holds now. */
    LakeStatus awaitLake() throws InterruptedException {
        return awaitLake(shop().position());
    }

    LakeStatus awaitLake(long lsn) throws InterruptedException {
        return new LakeWait(stack).until(lsn, line -> {});
    }

    void refresh() throws InterruptedException {
        RefreshRun.of(stack).run(line -> {});
    }

    /** Runs a command that means this stack, as a user does. */
    Command.Ended command(String... arguments) throws Exception {
        return Command.run(
                stack.folder(),
                Stream.concat(
                                Stream.of(arguments),
                                Stream.of("--data-dir", stack.folder().toString()))
                        .toArray(String[]::new));
    }

    /** Has the scheduler run a job now; gives the run when it has ended. */
    JsonNode job(String name) {
        var scheduler = new Probe(stack.endpoint(MillraceProcess.ORCHESTRATION));
        String run = scheduler
                .post("/v1/jobs/%s/run".formatted(name))
                .orElseThrow()
                .body()
                .path("run")
                .asText();
        return Awaitility.await()
                .pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofMinutes(10))
                .until(() -> scheduler.get(run), answer -> answer.filter(
                                found -> found.body().hasNonNull("endedAt"))
                        .isPresent())
                .orElseThrow()
                .body();
    }

    /** What a process shows to Prometheus. */
    String metrics(MillraceProcess process) throws IOException, InterruptedException {
        URI metrics = URI.create(stack.endpoint(process) + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Runs SQL on the tables below LAKE with a Spark of its own, behind the lakehouse's back; gives the rows as JSON. */
    List<String> inLake(String... statements) throws IOException, InterruptedException {
        Path source = stack.folder().resolve("LakeSql.java");
        try (var program = LocalPipeline.class.getResourceAsStream("/LakeSql.java")) {
            Files.write(source, program.readAllBytes());
        }
        var program = stack.program("lakehouse", source.toString(), statements);
        List<String> lines = new ArrayList<>();
        int status = new AttachedProgram(stack.command(program), SHORT_LIVED).run(lines::add);
        assertThat(status).as(String.join(System.lineSeparator(), lines)).isZero();
        return lines.stream().filter(line -> line.startsWith("{")).toList();
    }

    /** What the API answers. */
    Probe.Answer get(String path) {
        return new Probe(stack.apiUrl()).get(path).orElseThrow(() -> new AssertionError("The API does not answer"));
    }

    /** What the API answers to a POST of this value. */
    Probe.Answer post(String path, Object body) {
        return new Probe(stack.apiUrl())
                .post(path, body)
                .orElseThrow(() -> new AssertionError("The API does not answer"));
    }

    /** Ids of the items that a user is recommended. */
    List<String> recommended(String user) {
        List<String> items = new ArrayList<>();
        for (JsonNode item :
                get("/v1/users/" + user + "/recommendations?limit=10").body().path("items")) {
            items.add(item.path("item").asText());
        }
        return items;
    }

    /** Fails, with the rows that differ, unless every silver table equals its source table. */
    void assertEqualToSource() throws InterruptedException {
        Ended audit = run("lakehouse", "io.millrace.lakehouse.audit.AuditMain");
        assertThat(audit.status()).as(audit.text()).isZero();
    }

    /** How a program ended, and what it printed. */
    record Ended(int status, List<String> lines) {
        String text() {
            return String.join(System.lineSeparator(), lines);
        }
    }

    /** Runs a program of a module to its end. */
    Ended run(String module, String main, String... arguments) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        var program = stack.program(module, main, arguments).withHeap("700m");
        return new Ended(new AttachedProgram(stack.command(program), Map.of()).run(lines::add), lines);
    }

    @Override
    public void close() {
        stack.stop();
    }

    static int freeBase() {
        var random = new Random();
        while (true) {
            int base = FIRST_BASE + PORTS * random.nextInt(BASES);
            if (IntStream.range(base, base + PORTS).allMatch(FreePorts::isFree)) {
                return base;
            }
        }
    }
}
