package io.millrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Settings;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.demo.LakeWait;
import io.millrace.local.demo.RefreshRun;
import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.ShopSource;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import io.millrace.local.stack.StackStart;
import io.millrace.testkit.FreePorts;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.MillraceHome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** The whole product in a folder of its own, with what a test asks of it. */
final class LocalPipeline implements AutoCloseable {
    private static final int FIRST_BASE = 20_000;
    private static final int BASES = 400;
    private static final int PORTS = 20;

    /** Processes that live for minutes. */
    static final Map<String, String> SHORT_LIVED = Map.of(
            "JAVA_TOOL_OPTIONS", String.join(" ", JavaProgram.SHORT_LIVED),
            // Small tables need not wait for company.
            "MILLRACE_LAKEHOUSE_INGEST_TRIGGER", "1s",
            "MILLRACE_LAKEHOUSE_FOLD_INTERVAL", "1s",
            // Of tastes as plain as those of the tests' shops it learns enough.
            "MILLRACE_ML_ALS_ITERATIONS", "6");

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
        return new LocalPipeline(new Stack(
                folder,
                new StackOptions(freeBase(), pipeline.toString(), false, Optional.empty(), false),
                Settings.load(),
                SHORT_LIVED));
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
