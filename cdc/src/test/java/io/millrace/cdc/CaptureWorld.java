package io.millrace.cdc;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Settings;
import io.millrace.testkit.PostgresService;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.fault.FaultProxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import static io.millrace.testkit.ServiceKind.KAFKA;
import static io.millrace.testkit.ServiceKind.POSTGRES;
import static org.assertj.core.api.Assertions.assertThat;

/** A database with a pipeline of its own, on the services that all tests of the module share. */
final class CaptureWorld {
    static final TestStack STACK = TestStack.with(POSTGRES, KAFKA);

    private final String name;
    private final int partitions;
    private final List<String> tables;
    private final Map<String, String> columns;
    private final String moreSettings;
    private final String address;

    private CaptureWorld(
            String name,
            int partitions,
            List<String> tables,
            Map<String, String> columns,
            String moreSettings,
            String address) {
        this.name = name;
        this.partitions = partitions;
        this.tables = tables;
        this.columns = columns;
        this.moreSettings = moreSettings;
        this.address = address;
    }

    /** A new database of that name in which these tables are captured; the first has a column {@code id}. */
    static CaptureWorld of(String name, String schema, String... tables) {
        var world = new CaptureWorld(
                name, 3, List.of(tables), Map.of(), "", STACK.postgres().address());
        try {
            STACK.postgres().createDatabase(name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        world.sql(schema);
        return world;
    }

    /** Does what cannot be done from within a database of one's own. */
    static void make(String sql) {
        try (Connection connection = STACK.postgres().connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + sql, e);
        }
    }

    CaptureWorld with(int otherPartitions, String... otherTables) {
        return new CaptureWorld(name, otherPartitions, List.of(otherTables), columns, moreSettings, address);
    }

    /** The same with rules for the columns of tables, in the pipeline file's own words. */
    CaptureWorld masking(Map<String, String> columnsByTable) {
        return new CaptureWorld(name, partitions, tables, columnsByTable, moreSettings, address);
    }

    /** The same with more settings of capture. */
    CaptureWorld with(String settings) {
        return new CaptureWorld(name, partitions, tables, columns, moreSettings + "\n" + settings, address);
    }

    /** The same, told to begin anew where changes were lost. */
    CaptureWorld resyncAfterLoss() {
        return with("cdc.resync-after-loss = true");
    }

    /** The same, captured by this way to the database. */
    CaptureWorld through(FaultProxy wire) {
        return new CaptureWorld(name, partitions, tables, columns, moreSettings, wire.host() + ":" + wire.port());
    }

    /** A way to the database that can be broken. */
    static FaultProxy wire() {
        String[] hostAndPort = STACK.postgres().address().split(":", 2);
        return FaultProxy.to(hostAndPort[0], Integer.parseInt(hostAndPort[1]));
    }

    /** The ids in the changes of a table that are in Kafka. */
    List<Integer> publishedIds(String table) {
        return published().changes(table).stream()
                .map(Change::key)
                .filter(key -> key != null)
                .map(key -> key.get("id").intValue())
                .toList();
    }

    String name() {
        return name;
    }

    void sql(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage() + " in: " + sql, e);
        }
    }

    Connection connect() throws SQLException {
        return STACK.postgres().connect(name);
    }

    Pipeline pipeline() {
        return PipelineFile.parse(yaml(), System::getenv);
    }

    String yaml() {
        PostgresService postgres = STACK.postgres();
        String first = tables.get(0);
        return """
                source:
                  url: %s
                  user: %s
                  password: %s
                  mask_salt: a salt of the tests
                  partitions: %d
                  slot: %s
                  publication: %s
                  tables: {%s}
                recommend:
                  users: {table: %s, id: id}
                  items: {table: %s, id: id}
                  interactions:
                    seen: {table: %s, user: id, item: id, at: at}
                """
                .formatted(
                        "jdbc:postgresql://%s/%s".formatted(address, name),
                        postgres.user(),
                        postgres.password(),
                        partitions,
                        name,
                        name,
                        tables.stream()
                                .map(table ->
                                        "\"%s\": {columns: {%s}}".formatted(table, columns.getOrDefault(table, "")))
                                .collect(Collectors.joining(", ")),
                        first,
                        first,
                        first);
    }

    Settings settings() {
        return Settings.parse(
                """
                kafka.bootstrap = "%s"
                cdc { http.port = 0, heartbeat = 300ms, catalog.interval = 300ms, progress = 50ms, offset-flush = 200ms, reconnect-for = 20s,
                      reload.range-bytes = 65536 }
                %s
                """
                        .formatted(STACK.kafka().bootstrapServers(), moreSettings));
    }

    CdcConfig config() {
        return CdcConfig.from(settings());
    }

    ChangeCapture capture() {
        var capture = new ChangeCapture(config(), pipeline());
        capture.start();
        return capture;
    }

    /** Waits until every table was read as a whole, the stream is past that, and readers of every partition know. */
    void awaitLoaded() {
        Eventually.eventually(() -> {
            Optional<Progress> progress = published().progress();
            assertThat(progress).isPresent();
            Position reached = progress.get().position();
            assertThat(tables).allSatisfy(table -> {
                Collection<List<TableNote>> notes = published().notes(table).values();
                assertThat(notes).hasSize(partitions);
                assertThat(notes).allMatch(ofPartition -> ofPartition.stream()
                        .anyMatch(note -> reached.reaches(new Position(note.incarnation(), note.upTo()))));
            });
        });
    }

    /** Gives the slot back, of which the server that all share has few; nothing may capture the world any more. */
    void release() {
        Eventually.eventually(() -> {
            sql(
                    "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots WHERE slot_name = '%s' AND NOT active"
                            .formatted(name));
            try (Connection connection = connect();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT count(*) FROM pg_replication_slots WHERE slot_name = '%s'".formatted(name))) {
                row.next();
                assertThat(row.getInt(1)).isZero();
            }
        });
    }

    PublishedChanges published() {
        return new PublishedChanges(STACK.kafka().bootstrapServers(), pipeline());
    }

    static TableId table(String name) {
        return TableId.parse(name);
    }
}
