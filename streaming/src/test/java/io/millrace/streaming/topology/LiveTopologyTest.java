package io.millrace.streaming.topology;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.ColumnType;
import io.millrace.contracts.change.ColumnType.Kind;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.event.EventCodec;
import io.millrace.contracts.event.PublishedEvent;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.LiveUser;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Json;
import io.millrace.streaming.MemoryFigures;
import io.millrace.streaming.MemoryStore;
import io.millrace.streaming.status.LiveBoard;
import io.millrace.streaming.total.ClockSlack;
import io.millrace.streaming.total.Kept;
import io.millrace.streaming.wire.HopCodec;
import io.millrace.streaming.wire.HopMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class LiveTopologyTest {
    private static final String PIPELINE =
            """
            name: shop
            source:
              url: jdbc:postgresql://localhost:5432/shop
              user: millrace
              partitions: 1
              tables: {users: {}, products: {}, orders: {}, order_items: {}}
            recommend:
              users: {table: users, id: user_id}
              items: {table: products, id: product_id}
              interactions:
                purchase:
                  table: order_items
                  through: {table: orders, by: order_id}
                  user: orders.user_id
                  item: product_id
                  at: orders.created_at
            """;
    private static final String PLAYS = "    click: {event: click, user: user, item: item, weight: 0.5}\n";
    private static final String FIGURES =
            """
            measures:
              lines:
                table: order_items
                through: {table: orders, by: order_id}
                at: orders.created_at
                aggregate: count
                by: {user: {table: users, by: orders.user_id, column: user_id}}
                windows: [day]
              orders: {table: orders, at: created_at, aggregate: distinct, value: user_id, by: {user: user_id}, windows: [day]}
            trends:
              busy: {measure: lines, by: user, window: day}
              buyers: {measure: orders, by: user, window: day}
            rules:
              ANY: {table: order_items, through: {table: orders, by: order_id}, at: orders.created_at, kind: value, value: product_id, key: orders.user_id, above: 4, severity: low}
            """;
    private static final Map<String, TableSchema> SCHEMAS = Map.of(
            "u", schema("users", "user_id"),
            "p", schema("products", "product_id"),
            "o", schema("orders", "order_id", "user_id", "created_at"),
            "i", schema("order_items", "line_id", "order_id", "product_id"));

    private static final int MOST_TURNS = 10_000;

    private final ChangeCodec codec = new ChangeCodec();
    private final MemoryStore store = new MemoryStore();
    private final MemoryFigures figures = new MemoryFigures();
    private final LiveBoard board = new LiveBoard("1", 1);

    @TempDir
    private Path folder;

    private static TableSchema schema(String table, String... columns) {
        return new TableSchema(
                TableId.parse(table),
                java.util.Arrays.stream(columns)
                        .map(name -> new TableSchema.Column(
                                name,
                                ColumnType.of(name.equals("created_at") ? Kind.TIMESTAMP_TZ : Kind.INT64),
                                true,
                                "any"))
                        .toList(),
                List.of(columns[0]));
    }

    @Test
    void whatTheTopicsSayGoesThroughAllStagesIntoTheStore() throws Exception {
        List<HopMessage> toFigures = new ArrayList<>();
        try (var driver = driver()) {
            put(driver, "i", "{\"line_id\":1,\"order_id\":7,\"product_id\":5}");
            put(driver, "o", "{\"order_id\":7,\"user_id\":3,\"created_at\":1000000}");
            put(driver, "u", "{\"user_id\":3}");
            put(driver, "p", "{\"product_id\":5}");
            reach(driver);
            assertThat(board.status().position()).contains(new Position(1, 100));
            driver.createOutputTopic(
                            new Topics("shop").liveFigures("1"),
                            new ByteArrayDeserializer(),
                            (topic, value) -> HopCodec.decode(value))
                    .readValuesToList()
                    .forEach(toFigures::add);
            assertThat(keys(driver, new Topics("shop").metrics()))
                    .containsExactlyInAnyOrder(
                            "lines|total|day|0", "lines|user|day|0|3", "orders|total|day|0", "orders|user|day|0|3");
            assertThat(keys(driver, new Topics("shop").alerts()))
                    .containsExactlyElementsOf(figures.alerts().keySet());
        }

        assertThat(toFigures).contains(new HopMessage.Begins(0, 1_000_000), new HopMessage.Begins(1, 1_000_000));
        var at = Instant.ofEpochSecond(1);
        LiveUser user = store.user("3");
        LiveUser.SourceRow row = user.interactions().get(0).latest().orElseThrow();
        assertThat(user)
                .isEqualTo(new LiveUser(true, List.of(new LiveUser.Interaction("5", 1, 1, at, at, Optional.of(row)))));
        assertThat(row.key()).isEqualTo("{\"line_id\":1}");
        assertThat(store.items().get("5").available()).isTrue();
        assertThat(store.progress(0).map(Progress::position)).contains(new Position(1, 100));
        assertThat(figures.points().get("lines|user|day|0|3").bucket().count()).isEqualTo(1);
        assertThat(figures.alerts().values()).extracting(Alert::key).containsExactly("3");
        assertThat(figures.progress(0).map(Progress::position)).contains(new Position(1, 100));
    }

    private TopologyTestDriver driver() {
        return driver(PIPELINE + FIGURES);
    }

    private TopologyTestDriver driver(String pipeline) {
        var properties = new Properties();
        properties.put("application.id", "test");
        properties.put("state.dir", folder.toString());
        properties.put("rocksdb.config.setter", BoundedRocksMemory.class);
        properties.put(BoundedRocksMemory.BYTES, "16777216");
        return new TopologyTestDriver(LiveTopology.of(stages(pipeline)), properties, Instant.EPOCH);
    }

    /** All tables are read as a whole, and the stages have had time for what they do beside the records. */
    private void reach(TopologyTestDriver driver) {
        for (TableSchema schema : SCHEMAS.values()) {
            var note = new TableNote(
                    TableNote.Kind.RELOADED, schema.table(), "first", 1, 1, 1, 0, TableNote.Scope.TABLE, null, 0);
            send(driver, schema.table(), ChangeCodec.NOTE_KIND, codec.encode(note));
            var progress = new Progress(new Position(1, 100), Instant.parse("2026-01-01T00:00:00Z"));
            send(driver, schema.table(), ChangeCodec.PROGRESS_KIND, codec.encode(progress));
        }
        // Each turn does some of what is left, and on a slow machine less than all of it.
        for (int turn = 0; turn < MOST_TURNS && board.status().position().isEmpty(); turn++) {
            driver.advanceWallClockTime(Duration.ofSeconds(1));
        }
    }

    @Test
    void aParentOfMoreRowsThanOneStepTellsOfIsToldToTheEnd() throws Exception {
        int rows = 1_001;
        try (var driver = driver()) {
            put(driver, "u", "{\"user_id\":3}");
            put(driver, "p", "{\"product_id\":5}");
            for (int row = 1; row <= rows; row++) {
                put(driver, "i", "{\"line_id\":%d,\"order_id\":7,\"product_id\":5}".formatted(row));
            }
            put(driver, "o", "{\"order_id\":7,\"user_id\":3,\"created_at\":1000000}");
            reach(driver);
        }

        assertThat(store.user("3").interactions().get(0).count()).isEqualTo(rows);
        assertThat(figures.points().get("lines|user|day|0|3").bucket().count()).isEqualTo(rows);
        assertThat(figures.progress(0).map(Progress::position)).contains(new Position(1, 100));
    }

    @Test
    void anEventCountsBesideTheRowsOnceAndWithoutAPosition() throws Exception {
        try (var driver = driver(PIPELINE + PLAYS)) {
            put(driver, "i", "{\"line_id\":1,\"order_id\":7,\"product_id\":5}");
            put(driver, "o", "{\"order_id\":7,\"user_id\":3,\"created_at\":1000000}");
            put(driver, "u", "{\"user_id\":3}");
            put(driver, "p", "{\"product_id\":5}");
            reach(driver);
            play(driver, "{\"user\":\"3\",\"item\":\"5\"}");
            play(driver, "{\"user\":\"3\",\"item\":\"5\"}");
            play(driver, "{\"user\":\"3\",\"item\":\"5\",\"no\":1}");
            for (int turn = 0;
                    turn < MOST_TURNS && store.user("3").interactions().get(0).count() < 2;
                    turn++) {
                driver.advanceWallClockTime(Duration.ofSeconds(1));
            }
        }

        LiveUser.Interaction both = store.user("3").interactions().get(0);
        assertThat(both.count()).isEqualTo(2);
        assertThat(both.strength()).isEqualTo(1.5);
        assertThat(both.latest().map(LiveUser.SourceRow::table)).contains("shop__events.click");
        assertThat(store.progress(0).map(Progress::position)).contains(new Position(1, 100));
    }

    private static void play(TopologyTestDriver driver, String data) throws Exception {
        var event = new PublishedEvent("7f", "click", Instant.ofEpochSecond(2), (ObjectNode)
                Json.mapper().readTree(data));
        driver.createInputTopic(
                        new Topics("shop").events("click"), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new EventCodec().encode(event));
    }

    @Test
    void anEventCountsInMeasuresOnceAndAtOnce() throws Exception {
        String clicks =
                """
                measures:
                  clicks: {event: click, aggregate: count, by: {item: item}, windows: [day]}
                rules:
                  ANY: {event: click, kind: count, key: user, above: 1, within: 1d, severity: low}
                """;
        try (var driver = driver(PIPELINE + clicks)) {
            reach(driver);
            play(driver, "{\"user\":\"3\",\"item\":\"5\"}");
            play(driver, "{\"user\":\"3\",\"item\":\"5\"}");
            for (int turn = 0; turn < MOST_TURNS && figures.points().isEmpty(); turn++) {
                driver.advanceWallClockTime(Duration.ofSeconds(1));
            }
            assertThat(keys(driver, new Topics("shop").metrics()))
                    .containsExactlyInAnyOrder("clicks|total|day|0", "clicks|item|day|0|5");
        }
        assertThat(figures.points().get("clicks|item|day|0|5").bucket().count()).isEqualTo(1);
        assertThat(figures.alerts()).isEmpty();
    }

    @Test
    void withoutEventsNothingOfThemRuns() {
        assertThat(LiveTopology.of(stages(PIPELINE)).describe().toString()).doesNotContain("events");
    }

    @Test
    void withoutFiguresNothingOfThemRuns() {
        assertThat(LiveTopology.of(stages(PIPELINE)).describe().toString()).doesNotContain("figures");
    }

    private StageSettings stages(String pipeline) {
        Duration ever = Duration.ofDays(100_000);
        return new StageSettings(
                PipelineFile.parse(pipeline, name -> null),
                "1",
                id -> Optional.ofNullable(SCHEMAS.get(id)),
                store,
                board,
                part -> Map.of(),
                100,
                Duration.ofDays(1),
                Duration.ofMillis(100),
                new FigureSettings(
                        figures, new Kept(ever, ever, ever, ever), new ClockSlack(Duration.ofDays(1), ever)));
    }

    /** The keys of the records, all of which name the generation that told them. */
    private static List<String> keys(TopologyTestDriver driver, String topic) {
        List<TestRecord<String, String>> records = driver.createOutputTopic(
                        topic, new StringDeserializer(), new StringDeserializer())
                .readRecordsToList();
        assertThat(records)
                .extracting(record -> new String(
                        record.headers().lastHeader(Topics.GENERATION_HEADER).value(), StandardCharsets.UTF_8))
                .containsOnly("1");
        return records.stream().map(TestRecord::key).toList();
    }

    private void put(TopologyTestDriver driver, String schema, String row) throws Exception {
        var image =
                (com.fasterxml.jackson.databind.node.ObjectNode) Json.mapper().readTree(row);
        TableSchema its = SCHEMAS.get(schema);
        var key = Json.mapper().createObjectNode();
        key.set(its.key().get(0), image.get(its.key().get(0)));
        var change = new Change(Operation.CREATE, its.table(), key, 1, 50, 40, 1, 0, schema, null, image);
        send(driver, its.table(), ChangeCodec.CHANGE_KIND, codec.encode(change));
    }

    private static void send(TopologyTestDriver driver, TableId table, String kind, byte[] value) {
        TestInputTopic<byte[], byte[]> topic = driver.createInputTopic(
                new Topics("shop").changes(table), new ByteArraySerializer(), new ByteArraySerializer());
        var headers = new RecordHeaders();
        headers.add(ChangeCodec.KIND_HEADER, kind.getBytes(StandardCharsets.UTF_8));
        topic.pipeInput(new TestRecord<>(new byte[0], value, headers));
    }
}
