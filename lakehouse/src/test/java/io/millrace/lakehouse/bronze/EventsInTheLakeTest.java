package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.Topics;
import io.millrace.contracts.event.EventField;
import io.millrace.contracts.event.EventType;
import io.millrace.contracts.event.FieldType;
import io.millrace.contracts.event.Keeping;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.lake.Maintenance;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.event.EventFold;
import io.millrace.lakehouse.event.EventTable;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.lakehouse.lease.WriterLease;
import io.millrace.lakehouse.maintenance.TableMaintenance;
import io.millrace.lakehouse.quarantine.QuarantineTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.CollectionAccumulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Micro-batches of events through the change log into their table, on a lake in a folder and without a broker. */
class EventsInTheLakeTest {
    private static final StructType RECORDS = new StructType()
            .add("topic", DataTypes.StringType)
            .add("partition", DataTypes.IntegerType)
            .add("offset", DataTypes.LongType)
            .add("key", DataTypes.BinaryType)
            .add("value", DataTypes.BinaryType)
            .add("headers", DataTypes.StringType);
    private static final LakeNames NAMES = new LakeNames("shop");
    private static final Pipeline PIPELINE = PipelineFile.parse(
            """
            name: shop
            source: {url: 'jdbc:postgresql://localhost/shop', user: u, tables: {public.users: {}}}
            recommend:
              users: {table: public.users, id: id}
              items: {table: public.users, id: id}
              interactions: {buy: {table: public.users, user: id, item: id, at: id}}
            """,
            name -> null);

    @TempDir
    private static Path folder;

    private static Lake lake;
    private static WriterLease lease;

    private final List<Row> records = new ArrayList<>();
    private ChangeLog log;
    private long offset;

    @BeforeAll
    static void open() throws InterruptedException {
        String root = folder.toUri().toString();
        lake = Lake.open(
                "events-test", Settings.parse("lake.root = \"%s\"".formatted(root.substring(0, root.length() - 1))));
        lease = WriterLease.take(lake, "shop", Duration.ofMinutes(5), Duration.ofMillis(1));
    }

    @AfterAll
    static void close() {
        lease.close();
        lake.close();
    }

    @Test
    void anEventIsInItsTableOnceWhateverIsRepeated() {
        // Given
        EventType click = type(EventField.optional("rank", FieldType.INTEGER));
        start(click);
        record("a", "2026-01-31T23:59:59Z", "'user':'u1','at':'1066-10-14T09:00:00.123456Z','rank':3");
        record("b", "2026-01-31T23:59:59Z", "'user':'u2'");
        record("a", "2026-01-31T23:59:59Z", "'user':'u1','at':'1066-10-14T09:00:00.123456Z','rank':3");
        record("c", "2026-01-31T23:59:59Z", "'rank':1");
        EventFold fold = fold(click);
        // When
        batch(click);
        fold.round();
        // Then
        assertThat(rows()).containsExactly("a u1 1066-10-14 09:00:00.123456 3 2026-01-31", "b u2 - - 2026-01-31");
        assertThat(quarantined()).containsExactly("shop__events.click 3 The field user is missing");

        // When a client sends again what was accepted, days later
        record("b", "2026-02-03T00:00:00Z", "'user':'u2'");
        record("d", "2026-02-03T00:00:00Z", "'user':'u2'");
        batch(click);
        fold.round();
        // Then
        assertThat(rows()).hasSize(3).last().isEqualTo("d u2 - - 2026-02-03");

        // When the process starts anew and knows only what the lake says
        start(click);
        long version = lake.version("shop__events", "click").orElseThrow();
        ReadPositions.restore(log, captured(click), Map.of());
        fold(click).round();
        // Then
        assertThat(lake.version("shop__events", "click")).hasValue(version);
        assertThat(log.events().upTo("click")).isPositive();

        // When the pipeline file has got a field
        EventType wider =
                type(EventField.optional("rank", FieldType.INTEGER), EventField.optional("page", FieldType.STRING));
        record("e", "2026-02-03T00:00:00Z", "'user':'u3','page':'home'");
        batch(wider);
        fold(wider).round();
        // Then
        assertThat(rows()).hasSize(4);
        assertThat(lake.read("shop__events", "click").where("page = 'home'").count())
                .isEqualTo(1);

        // When the process is stopped
        TableMaintenance maintenance = TableMaintenance.of(lake, PIPELINE, lease);
        // Then
        assertThat(maintenance.run(Maintenance.OPTIMIZE, Optional.of("shop__events.click")))
                .extracting(TableMaintenance.Treated::table)
                .containsExactly("shop__events.click");
        assertThat(maintenance.run(Maintenance.OPTIMIZE, Optional.of("shop__figures.alerts")))
                .as("known, though not there yet")
                .isEmpty();
    }

    private static EventType type(EventField... more) {
        List<EventField> fields = new ArrayList<>(
                List.of(EventField.required("user", FieldType.STRING), EventField.optional("at", FieldType.TIMESTAMP)));
        fields.addAll(List.of(more));
        return new EventType(
                "click", fields, "user", Optional.of("at"), "clicks", 1, new Keeping.For(Duration.ofDays(7)));
    }

    private static CapturedTables captured(EventType type) {
        return new CapturedTables(
                new Topics("shop"), Map.of(), Map.of("clicks", new EventTopic(type, 1)), Map.of("clicks", "id"));
    }

    private void start(EventType type) {
        log = new ChangeLog(
                new ChangeLogTable(lake, NAMES),
                new QuarantineTable(lake, NAMES),
                new ProgressLedger(captured(type).partitions()),
                new ReloadLedger(captured(type).partitions()),
                new EventLedger());
        log.table().create();
        log.table().claim();
        log.quarantine().create();
    }

    private EventFold fold(EventType type) {
        return new EventFold(lake, log, captured(type), lease, List.of(new EventTable(lake, NAMES, type)));
    }

    private void record(String id, String receivedAt, String data) {
        String value = "{'id':'%s','type':'click','receivedAt':'%s','data':{%s}}".formatted(id, receivedAt, data);
        records.add(RowFactory.create("clicks", 0, offset++, bytes("u"), bytes(value.replace('\'', '"')), null));
    }

    /** What the query that reads Kafka does with a micro-batch. */
    private void batch(EventType type) {
        var arrived = new CollectionAccumulator<PartitionSummary>();
        lake.spark().sparkContext().register(arrived, "arrived");
        long sequence = log.events().next(offset);
        var decode = new DecodePartition(captured(type), 20_000, sequence, arrived);
        log.table()
                .append(lake.spark()
                        .createDataFrame(
                                decode.rows(lake.spark()
                                        .createDataFrame(records, RECORDS)
                                        .coalesce(1)),
                                ChangeLogTable.COLUMNS));
        arrived.value().forEach(summary -> log.events().arrived(summary.table(), sequence));
        records.clear();
    }

    private static List<String> rows() {
        return lake.read("shop__events", "click")
                .orderBy("event_id")
                .selectExpr("concat_ws(' ', event_id, user, ifnull(string(at), '-'), ifnull(string(rank), '-'),"
                        + " string(received_on))")
                .as(Encoders.STRING())
                .collectAsList();
    }

    private static List<String> quarantined() {
        return lake.read("shop__log", "quarantine")
                .selectExpr("concat_ws(' ', source_table, string(offset), reason)")
                .as(Encoders.STRING())
                .collectAsList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
