package io.millrace.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.conformance.lake.ObjectStore;
import io.millrace.conformance.source.SqlName;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.AuditRequest;
import io.millrace.contracts.process.Settings;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import io.millrace.testkit.FreePorts;
import io.millrace.testkit.ObjectStoreService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.process.JavaProgram;
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
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Source, broker, store, capture and lake in a folder of their own. */
final class ConformanceStack implements AutoCloseable {
    private static final Set<ServiceKind> SERVICES =
            EnumSet.of(ServiceKind.POSTGRES, ServiceKind.KAFKA, ServiceKind.OBJECT_STORE);
    private static final List<MillraceProcess> PROCESSES = List.of(MillraceProcess.LAKEHOUSE, MillraceProcess.CDC);
    /** A table that no scenario writes. */
    static final TableId ITEM = new TableId("public", "item");

    private static final int FIRST_BASE = 29_000;
    private static final int BASES = 100;
    private static final int PORTS = 20;
    private static final long POLL_MILLIS = 250;

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "JAVA_TOOL_OPTIONS",
            String.join(" ", JavaProgram.SHORT_LIVED),
            // It has tests of its own.
            "MILLRACE_LAKEHOUSE_HISTORY_ENABLED",
            "false");

    // What a pipeline cannot do without, and no scenario is about.
    private static final List<String> RECOMMENDER = List.of(
            "CREATE TABLE person (id integer PRIMARY KEY)",
            "CREATE TABLE item (id integer PRIMARY KEY, title text NOT NULL)",
            "CREATE TABLE purchase (id integer PRIMARY KEY, person integer NOT NULL, item integer NOT NULL,"
                    + " at timestamptz NOT NULL)",
            "INSERT INTO item VALUES (1, 'one'), (2, 'two')");
    private static final String PIPELINE =
            """
            name: conformance
            source:
              url: ${MILLRACE_SHOP_URL}
              user: ${MILLRACE_SHOP_USER}
              password: ${MILLRACE_SHOP_PASSWORD}
              partitions: 1
              tables:
            %s
            recommend:
              users: {table: public.person, id: id}
              items: {table: public.item, id: id, title: title}
              interactions:
                purchase: {table: public.purchase, user: person, item: item, at: at}
            """;

    private final Path pipeline;
    private final Stack stack;

    private ConformanceStack(Path pipeline, Stack stack) {
        this.pipeline = pipeline;
        this.stack = stack;
    }

    /** Starts the services; nothing is captured yet. */
    static ConformanceStack open(Path folder) throws SQLException {
        Path pipeline = folder.resolve("pipeline.yaml");
        var options = new StackOptions(freeBase(), pipeline.toString(), true, Optional.empty(), false);
        var stack = new Stack(folder, options, Settings.load(), ENVIRONMENT);
        stack.startServices(SERVICES);
        stack.services().postgres().createDatabase(Stack.SHOP_DATABASE);
        var conformance = new ConformanceStack(pipeline, stack);
        try (Connection connection = conformance.connect();
                Statement statement = connection.createStatement()) {
            for (String table : RECOMMENDER) {
                statement.execute(table);
            }
        }
        return conformance;
    }

    private static int freeBase() {
        var random = new Random();
        return IntStream.generate(() -> FIRST_BASE + PORTS * random.nextInt(BASES))
                .filter(base -> IntStream.range(base, base + PORTS).allMatch(FreePorts::isFree))
                .findFirst()
                .orElseThrow();
    }

    Connection connect() throws SQLException {
        return stack.services().postgres().connect(Stack.SHOP_DATABASE);
    }

    /** How the files of the lake are reached. */
    Map<String, String> storeConfiguration() {
        ObjectStoreService store = stack.services().objectStore();
        return new ObjectStore(store.endpoint().toString(), store.accessKey(), store.secretKey()).configuration();
    }

    /** What {@code millrace check} said. */
    record Check(boolean fine, List<String> lines) {}

    /** Writes the pipeline file for these tables and checks it. */
    Check check(Collection<SqlName> tables) throws IOException, InterruptedException {
        Files.writeString(
                pipeline,
                PIPELINE.formatted(List.of("person", "item", "purchase").stream()
                                .map(table -> "    public." + table + ": {}\n")
                                .collect(Collectors.joining())
                        + tables.stream()
                                .map(table -> "    '%s': {}\n"
                                        .formatted(id(table).toString().replace("'", "''")))
                                .collect(Collectors.joining())));
        List<String> lines = new ArrayList<>();
        var program = stack.program("cdc", "io.millrace.cdc.check.CheckMain", "-f", pipeline.toString());
        int status = new AttachedProgram(stack.command(program), Map.of()).run(lines::add);
        return new Check(status == 0, lines);
    }

    /** Starts capture and lake, or what of them does not run. */
    void start() throws InterruptedException {
        PROCESSES.forEach(stack::launch);
        for (MillraceProcess process : PROCESSES) {
            stack.awaitLive(process);
        }
    }

    static TableId id(SqlName table) {
        return new TableId(table.schema(), table.table());
    }

    /**
     * Waits until all tables have what the source has now, or the time is over.
     *
     * @param hopeless tables that are not waited for
     * @param gone for tables that the source does not have any more, why they are stale, which is waited for
     * @return how far the lake is then
     */
    Map<TableId, LakeStatus.Table> settle(Duration limit, Set<TableId> hopeless, Map<TableId, String> gone)
            throws SQLException, InterruptedException {
        long end;
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_lsn()")) {
            row.next();
            end = Position.parseLsn(row.getString(1));
        }
        var probe = new Probe(stack.endpoint(MillraceProcess.LAKEHOUSE));
        long deadline = System.nanoTime() + limit.toNanos();
        Map<TableId, LakeStatus.Table> tables = new TreeMap<>();
        while (tables.isEmpty()
                || !tables.entrySet().stream()
                        .allMatch(table -> hopeless.contains(table.getKey())
                                || Optional.ofNullable(gone.get(table.getKey()))
                                        .map(reason -> isStale(table.getValue(), reason))
                                        .orElseGet(() -> isSettled(table.getValue(), end)))) {
            PROCESSES.forEach(stack::requireRunning);
            if (System.nanoTime() > deadline) {
                return tables;
            }
            Thread.sleep(POLL_MILLIS);
            probe.status(LakeStatus.class).ifPresent(status -> tables.putAll(status.tables()));
        }
        return tables;
    }

    private static boolean isStale(LakeStatus.Table table, String reason) {
        return table.stale().filter(text -> text.contains(reason)).isPresent();
    }

    /** Whether a table equals the source at that position. */
    private static boolean isSettled(LakeStatus.Table table, long end) {
        return table.stale().isEmpty()
                && table.silver()
                        .filter(at -> Long.compareUnsigned(at.lsn(), end) >= 0)
                        .isPresent();
    }

    /** Where a table is in the lake. */
    String location(LakeStatus.Table table) {
        return "s3a://%s/%s"
                .formatted(stack.services().objectStore().bucket(), table.name().replace('.', '/'));
    }

    /**
     * Returns when the lake has compared this table with its source.
     *
     * @throws IllegalStateException if it has not within the time
     */
    void audit(TableId table, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        var probe = new Probe(stack.endpoint(MillraceProcess.LAKEHOUSE));
        JsonNode run = probe.post(AuditRequest.PATH, new AuditRequest(List.of(table), false))
                .orElseThrow()
                .body();
        String path = AuditRequest.PATH + "?id=" + run.path("id").textValue();
        while (!run.has("report") && !run.has("failure")) {
            stack.requireRunning(MillraceProcess.LAKEHOUSE);
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("No audit of %s within %s; it says %s".formatted(table, limit, run));
            }
            Thread.sleep(POLL_MILLIS);
            run = probe.get(path).orElseThrow().body();
        }
    }

    /** What the lake tells Prometheus, line by line. */
    List<String> metrics() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(stack.endpoint(MillraceProcess.LAKEHOUSE) + "/metrics"));
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .toList();
    }

    Path logs() {
        return stack.logs();
    }

    @Override
    public void close() {
        stack.stop();
    }
}
