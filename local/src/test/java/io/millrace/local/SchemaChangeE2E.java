package io.millrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.lake.LiveTables;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.Settings;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.demo.LakeWait;
import io.millrace.local.stack.AttachedProgram;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import io.millrace.local.stack.StackOptions;
import io.millrace.testkit.ServiceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Every kind of ALTER TABLE on tables that are written meanwhile, with the processes of the product, none restarted. */
class SchemaChangeE2E {
    private static final Duration DEADLINE = Duration.ofMinutes(6);
    private static final int ROWS = 300;

    /** For each table what is done to it, one transaction after the other. */
    private static final Map<String, List<String>> COMMANDS = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "grown",
                    List.of(
                            "ALTER TABLE grown ADD COLUMN kind text NOT NULL DEFAULT 'plain', ADD COLUMN added int",
                            "ALTER TABLE grown ADD COLUMN amount numeric(9,2) DEFAULT 12.50",
                            "ALTER TABLE grown ADD COLUMN at timestamptz DEFAULT now()")),
            Map.entry("scattered", List.of("ALTER TABLE scattered ADD COLUMN chance float8 DEFAULT random()")),
            Map.entry("shrunk", List.of("ALTER TABLE shrunk DROP COLUMN note")),
            Map.entry(
                    "renamed",
                    List.of(
                            "ALTER TABLE renamed RENAME COLUMN note TO remark",
                            "BEGIN; ALTER TABLE renamed RENAME COLUMN remark TO a; ALTER TABLE renamed RENAME COLUMN"
                                    + " code TO remark; ALTER TABLE renamed RENAME COLUMN a TO code; COMMIT")),
            Map.entry(
                    "widened",
                    List.of(
                            "ALTER TABLE widened ALTER touched TYPE bigint",
                            "ALTER TABLE widened ALTER label TYPE text, ALTER price TYPE numeric(14,2)",
                            "ALTER TABLE widened ALTER price TYPE numeric(14,4)")),
            Map.entry("recast", List.of("ALTER TABLE recast ALTER note TYPE int USING length(note)")),
            Map.entry("rekeyed", List.of("ALTER TABLE rekeyed DROP CONSTRAINT rekeyed_pkey, ADD PRIMARY KEY (code)")),
            Map.entry(
                    "moved",
                    List.of("ALTER TABLE moved RENAME TO moved_away", "ALTER TABLE moved_away RENAME TO moved")),
            Map.entry(
                    "remade",
                    List.of(
                            "DROP TABLE remade",
                            "CREATE TABLE remade (id bigint PRIMARY KEY, touched bigint NOT NULL DEFAULT 0, born date"
                                    + " DEFAULT '2020-02-02')")),
            Map.entry(
                    "mixed",
                    List.of(
                            "BEGIN; ALTER TABLE mixed ADD COLUMN n int DEFAULT 3; INSERT INTO mixed (id, n) VALUES (70001, 4);"
                                    + " ALTER TABLE mixed RENAME COLUMN note TO text; UPDATE mixed SET text = 'changed' WHERE id < 50;"
                                    + " ALTER TABLE mixed DROP COLUMN code; INSERT INTO mixed (id, text) VALUES (70002, 'x');"
                                    + " COMMIT")),
            Map.entry("steady", List.of()),
            Map.entry("dropped", List.of())));

    @TempDir
    private static Path folder;

    @RegisterExtension
    static final LogsOfFailure LOGS = new LogsOfFailure(() -> folder);

    private static Stack stack;

    @BeforeAll
    static void start() throws Exception {
        Path file = folder.resolve("pipeline.yaml");
        Files.writeString(file, pipeline());
        Map<String, String> environment = new HashMap<>(LocalPipeline.SHORT_LIVED);
        // It has tests of its own.
        environment.put("MILLRACE_LAKEHOUSE_HISTORY_ENABLED", "false");
        stack = new Stack(
                folder.resolve("state"),
                new StackOptions(LocalPipeline.freeBase(), file.toString(), true, Optional.empty(), false),
                Settings.load(),
                environment);
        stack.startServices(EnumSet.of(ServiceKind.POSTGRES, ServiceKind.KAFKA, ServiceKind.OBJECT_STORE));
        stack.services().postgres().createDatabase(Stack.SHOP_DATABASE);
        for (String table : COMMANDS.keySet()) {
            sql("CREATE TABLE %s (id int PRIMARY KEY, touched int NOT NULL DEFAULT 0, note text, code serial NOT NULL,"
                            .formatted(table)
                    + " label varchar(20), price numeric(9,2))");
            sql("INSERT INTO %s (id, note, label, price) SELECT n, repeat('n', n %% 9), 'l' || n, n / 8.0"
                            .formatted(table)
                    + " FROM generate_series(1, %d) n".formatted(ROWS));
        }
        for (MillraceProcess process : List.of(MillraceProcess.LAKEHOUSE, MillraceProcess.CDC)) {
            stack.launch(process);
            stack.awaitLive(process);
        }
        new LakeWait(stack).until(position(), line -> {});
    }

    private static String pipeline() {
        var tables = new StringBuilder();
        COMMANDS.keySet().forEach(table -> tables.append("    public.%s: {}\n".formatted(table)));
        return """
                name: schema
                source:
                  url: ${MILLRACE_SHOP_URL}
                  user: ${MILLRACE_SHOP_USER}
                  password: ${MILLRACE_SHOP_PASSWORD}
                  partitions: 2
                  tables:
                %srecommend:
                  users: {table: public.steady, id: id}
                  items: {table: public.steady, id: code}
                  interactions:
                    seen: {table: public.steady, user: id, item: code, at: touched}
                """
                .formatted(tables);
    }

    @AfterAll
    static void stop() {
        stack.stop();
    }

    @Test
    void everyTableEqualsItsSourceAfterItsColumnsOrItsKeyOrAllOfItBecameOthersUnderWrites() throws Exception {
        // Given
        List<SteadyWriter> writers = new ArrayList<>();
        COMMANDS.keySet().forEach(table -> writers.add(new SteadyWriter(stack, table)));
        writers.forEach(SteadyWriter::start);
        // When
        int most = COMMANDS.values().stream().mapToInt(List::size).max().orElseThrow();
        for (int step = 0; step < most; step++) {
            for (List<String> commands : COMMANDS.values()) {
                if (step < commands.size()) {
                    int before =
                            writers.stream().mapToInt(SteadyWriter::written).sum();
                    sql(commands.get(step));
                    Awaitility.await()
                            .atMost(DEADLINE)
                            .until(() -> writers.stream()
                                            .mapToInt(SteadyWriter::written)
                                            .sum()
                                    > before + 20);
                }
            }
        }
        for (SteadyWriter writer : writers) {
            writer.stop();
        }
        // Then
        awaitEqual();
        assertThat(columns("grown"))
                .containsExactly("id", "touched", "note", "code", "label", "price", "kind", "added", "amount", "at");
        assertThat(columns("renamed")).containsExactly("id", "touched", "code", "remark", "label", "price");
        assertThat(columns("shrunk")).containsExactly("id", "touched", "code", "label", "price");
        assertThat(columns("remade")).containsExactly("id", "touched", "born");
        aDroppedTableIsStaleAloneUntilItIsThereAgain();
    }

    private static void aDroppedTableIsStaleAloneUntilItIsThereAgain() throws Exception {
        // When
        sql("DROP TABLE dropped");
        sql("UPDATE steady SET note = 'written after the other was dropped'");
        long position = position();
        // Then
        Awaitility.await().atMost(DEADLINE).untilAsserted(() -> assertThat(
                        table("dropped").stale())
                .hasValueSatisfying(reason -> assertThat(reason).contains("dropped or renamed")));
        new LakeWait(stack).until(position, line -> {});
        assertThat(table("steady").stale()).isEmpty();
        // When
        sql("CREATE TABLE dropped (code text PRIMARY KEY, n bigint); INSERT INTO dropped VALUES ('a', 1), ('b', NULL)");
        // Then
        Awaitility.await().atMost(DEADLINE).until(() -> table("dropped").rows() == 2);
        awaitEqual();
        assertThat(columns("dropped")).containsExactly("code", "n");
    }

    /** Waits until no table is stale, and compares each with its source. */
    private static void awaitEqual() throws Exception {
        new LakeWait(stack).until(position(), line -> {});
        // A look of capture at the tables is two seconds away at most.
        long looked = position();
        Awaitility.await().pollDelay(Duration.ofSeconds(5)).atMost(DEADLINE).untilAsserted(() -> assertThat(
                        status().tables())
                .allSatisfy((table, status) -> assertThat(status.stale()).isEmpty()));
        new LakeWait(stack).until(looked, line -> {});
        List<String> lines = new ArrayList<>();
        int compared = new AttachedProgram(
                        stack.command(stack.program("lakehouse", "io.millrace.lakehouse.audit.AuditMain")
                                .withHeap("700m")),
                        Map.of())
                .run(lines::add);
        assertThat(compared).as(String.join(System.lineSeparator(), lines)).isZero();
    }

    private static LakeStatus status() {
        return new Probe(stack.endpoint(MillraceProcess.LAKEHOUSE))
                .status(LakeStatus.class)
                .orElseThrow(() -> new AssertionError("The lakehouse does not answer"));
    }

    private static LakeStatus.Table table(String name) {
        return status().tables().get(TableId.parse(name));
    }

    /** The columns of a table in the lake. */
    private static List<String> columns(String table) throws IOException {
        try (var files = Files.walk(folder)) {
            Path file = files.filter(path -> path.endsWith(LiveTables.FILE))
                    .findFirst()
                    .orElseThrow();
            JsonNode described = Json.mapper().readTree(file.toFile());
            List<String> names = new ArrayList<>();
            described
                    .path("tables")
                    .path("public." + table)
                    .path("schema")
                    .path("columns")
                    .forEach(column -> names.add(column.path("name").asText()));
            return names;
        }
    }

    private static void sql(String sql) throws SQLException {
        try (Connection connection = stack.services().postgres().connect(Stack.SHOP_DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long position() throws SQLException {
        try (Connection connection = stack.services().postgres().connect(Stack.SHOP_DATABASE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_wal_lsn()")) {
            row.next();
            return Position.parseLsn(row.getString(1));
        }
    }
}
