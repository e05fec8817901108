package io.millrace.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.Settings;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.contracts.status.LiveStatus;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.ShopSource;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.Signal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * A stack of its own for one benchmark: new at its start, with the benchmark's tables in the embedded Postgres, and
 * stopped at its end.
 */
final class BenchStack implements AutoCloseable {
    private static final long POLL_MILLIS = 100;
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Stack stack;

    private BenchStack(Stack stack) {
        this.stack = stack;
    }

    /** Starts the services and makes the tables; no process of Millrace runs yet. */
    static BenchStack open(String name, int portBase, Tables tables) throws SQLException {
        return filled(open(name, portBase, tables.pipeline(), false), tables);
    }

    /** The same with Trino in reach of {@link #startTrino}. */
    static BenchStack openWithTrino(String name, int portBase, Tables tables) throws SQLException {
        return filled(open(name, portBase, tables.pipeline(), true), tables);
    }

    /** Starts the services and makes the tables of the shop, empty. */
    static BenchStack openShop(String name, int portBase) throws SQLException, InterruptedException {
        return openShop(name, portBase, file -> file);
    }

    /** The same with another pipeline file, made of the shop's. */
    static BenchStack openShop(String name, int portBase, UnaryOperator<String> pipeline)
            throws SQLException, InterruptedException {
        String file = read(ShopSource.pipelineFile(MillraceHome.find().path()));
        BenchStack bench = open(name, portBase, pipeline.apply(file), false);
        new ShopSource(bench.stack).create();
        return bench;
    }

    private static BenchStack filled(BenchStack bench, Tables tables) throws SQLException {
        for (String sql : tables.definitions()) {
            bench.sql(sql);
        }
        return bench;
    }

    /**
     * Starts Redis alone, for who writes by itself what serving reads.
     *
     * @param heapMegabytes that serving may have
     */
    static BenchStack openOnline(String name, int portBase, int heapMegabytes) {
        Stack stack = prepared(
                name,
                portBase,
                Tables.of(1, 1).pipeline(),
                false,
                Settings.parse("local.heap.serving = %dm".formatted(heapMegabytes)));
        stack.startServices(EnumSet.of(ServiceKind.REDIS));
        return new BenchStack(stack);
    }

    private static Stack prepared(String name, int portBase, String pipelineText, boolean trino, Settings settings) {
        Path folder = BenchFolder.fresh(name);
        Path pipeline = write(folder.resolve("pipeline.yaml"), pipelineText);
        return new Stack(
                folder, new StackOptions(portBase, pipeline.toString(), true, Optional.empty(), trino), settings);
    }

    private static BenchStack open(String name, int portBase, String pipelineText, boolean trino) throws SQLException {
        Stack stack = prepared(name, portBase, pipelineText, trino, Settings.load());
        stack.startServices();
        stack.services().postgres().createDatabase(Stack.SHOP_DATABASE);
        return new BenchStack(stack);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    Stack stack() {
        return stack;
    }

    Connection connect() throws SQLException {
        return stack.services().postgres().connect(Stack.SHOP_DATABASE);
    }

    void sql(String statement) throws SQLException {
        try (Connection connection = connect();
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    String ask(String query) throws SQLException {
        try (Connection connection = connect();
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Where the source's log ends. */
    long position() throws SQLException {
        return Position.parseLsn(ask("SELECT pg_current_wal_lsn()"));
    }

    /** Starts serving for what was written under the name of this pipeline. */
    void startServing(String pipeline) throws InterruptedException {
        stack.launch(MillraceProcess.SERVING, Map.of("MILLRACE_SERVING_PIPELINE_NAME", pipeline));
        stack.awaitLive(MillraceProcess.SERVING);
    }

    void start(MillraceProcess... processes) throws InterruptedException {
        for (MillraceProcess process : processes) {
            stack.launch(process);
        }
        for (MillraceProcess process : processes) {
            stack.awaitLive(process);
        }
    }

    /** Returns when Trino answers and knows the tables that the lake has now. */
    void startTrino() {
        stack.startTrino(line -> {});
    }

    void stop(MillraceProcess process) {
        stack.named(process).stop(Signal.TERM, GRACE);
    }

    Optional<CaptureStatus> capture() {
        return new Probe(stack.endpoint(MillraceProcess.CDC)).status(CaptureStatus.class);
    }

    Optional<LakeStatus> lake() {
        return new Probe(stack.endpoint(MillraceProcess.LAKEHOUSE)).status(LakeStatus.class);
    }

    Optional<JsonNode> ask(MillraceProcess process, String path) {
        return new Probe(stack.endpoint(process))
                .get(path)
                .filter(Probe.Answer::ok)
                .map(Probe.Answer::body);
    }

    /** Changes that capture has published since its start. */
    long published() {
        return capture()
                .map(status -> status.changes().values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .orElse(0L);
    }

    boolean captured(long lsn) {
        return capture()
                .flatMap(CaptureStatus::acknowledged)
                .filter(at -> reaches(at, lsn))
                .isPresent();
    }

    boolean inBronze(long lsn) {
        return lake().map(status -> all(status, lsn, true)).orElse(false);
    }

    boolean inSilver(long lsn) {
        return lake().map(status -> all(status, lsn, false)).orElse(false);
    }

    /** Whether the live state has, in Redis, all up to there. */
    boolean isLive(long lsn) {
        return new Probe(stack.endpoint(MillraceProcess.STREAMING))
                .status(LiveStatus.class)
                .flatMap(LiveStatus::position)
                .filter(at -> reaches(at, lsn))
                .isPresent();
    }

    private static boolean all(LakeStatus status, long lsn, boolean bronze) {
        return status.tables().values().stream().allMatch(table -> (bronze ? table.bronze() : table.silver())
                .filter(at -> reaches(at, lsn))
                .isPresent());
    }

    static boolean reaches(Position position, long lsn) {
        return Long.compareUnsigned(position.lsn(), lsn) >= 0;
    }

    /** Sum of all samples of a metric of a process whose line begins so; zero while there is none. */
    double metric(MillraceProcess process, String beginning) {
        try (InputStream text =
                URI.create(stack.endpoint(process) + "/metrics").toURL().openStream()) {
            List<String> lines = new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return lines.stream()
                    .filter(line -> line.startsWith(beginning))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("%s does not answer".formatted(process.module()), e);
        }
    }

    /**
     * Waits for something that the running processes bring about.
     *
     * @return when it was seen, as {@link System#nanoTime}
     */
    long await(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%s did not happen within %d minutes; see the logs in %s"
                        .formatted(what, limit.toMinutes(), stack.logs()));
            }
            Thread.sleep(POLL_MILLIS);
        }
        return System.nanoTime();
    }

    @Override
    public void close() {
        stack.stop();
    }
}
