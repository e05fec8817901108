package io.millrace.lakehouse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.process.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/** Publishes what capture would publish of a made-up source, record by record. */
final class FakeCapture implements AutoCloseable {
    static final int PARTITIONS = 2;
    private static final String IN_FLIGHT = "max.in.flight.requests.per.connection";
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final Topics topics;
    private final List<TableId> tables;
    private final String bootstrap;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final ChangeCodec codec = new ChangeCodec();
    private final ObjectMapper json = Json.mapper();

    FakeCapture(String bootstrap, String pipeline, TableId... tables) {
        this.topics = new Topics(pipeline);
        this.tables = List.of(tables);
        this.bootstrap = bootstrap;
        this.producer = new KafkaProducer<>(
                // One at a time, as capture does.
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "5", IN_FLIGHT, "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        makeTopics();
    }

    private void makeTopics() {
        List<NewTopic> wanted = new ArrayList<>();
        tables.forEach(table -> wanted.add(new NewTopic(topics.changes(table), PARTITIONS, (short) 1)));
        wanted.add(new NewTopic(topics.schemas(), 1, (short) 1));
        make(wanted);
    }

    /** Makes the topic of alerts, as the live state would. */
    void makeAlerts() {
        make(List.of(new NewTopic(topics.alerts(), PARTITIONS, (short) 1)));
    }

    private void make(List<NewTopic> wanted) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(wanted).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    String topic(TableId table) {
        return topics.changes(table);
    }

    void schema(TableSchema schema) {
        send(new ProducerRecord<>(topics.schemas(), bytes(schema.id()), bytes(schema.json())));
        flush();
    }

    /** A row change; images and key are JSON, the key also giving the partition. */
    void change(Operation op, TableSchema schema, long lsn, long previousCommit, String key, String after) {
        change(op, schema, lsn, previousCommit, lsn, key, after);
    }

    /** A row change of a transaction that committed at that second. */
    void change(
            Operation op, TableSchema schema, long lsn, long previousCommit, long second, String key, String after) {
        var change = new Change(
                op,
                schema.table(),
                node(key),
                1,
                lsn,
                previousCommit,
                op == Operation.READ ? 0 : previousCommit + 1,
                second * MICROS_PER_SECOND,
                schema.id(),
                null,
                node(after));
        send(topic(schema.table()), codec.encodeKey(node(key)), codec.encode(change), ChangeCodec.CHANGE_KIND);
    }

    /** A row of a reload; without a row it is a key that had none. */
    void reloaded(String reload, TableSchema schema, long lsn, String key, String row) {
        var change = new Change(
                row == null ? Operation.DELETE : Operation.READ,
                schema.table(),
                node(key),
                1,
                lsn,
                lsn - 1,
                0,
                lsn * 1000,
                schema.id(),
                null,
                node(row),
                reload);
        send(topic(schema.table()), codec.encodeKey(node(key)), codec.encode(change), ChangeCodec.CHANGE_KIND);
    }

    /** A reload has ended. */
    void reloadEnds(String reload, TableId table, TableNote.Scope scope, long from, long upTo) {
        note(new TableNote(TableNote.Kind.RELOADED, table, reload, 1, from, upTo, 0, scope, null, upTo * 1000));
    }

    /** Says in every partition of the table's topic. */
    void note(TableNote note) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            send(topic(note.table()), partition, null, codec.encode(note), ChangeCodec.NOTE_KIND);
        }
    }

    /** What stands at the beginning of a table's topic: that it was read, and has no rows. */
    void empty(TableSchema schema, long lsn) {
        reloadEnds("first-" + schema.table(), schema.table(), TableNote.Scope.TABLE, lsn, lsn);
    }

    void truncate(TableId table, long lsn, long previousCommit) {
        truncate(table, lsn, previousCommit, lsn);
    }

    /** A truncate by a transaction that committed at that second. */
    void truncate(TableId table, long lsn, long previousCommit, long second) {
        var change = new Change(
                Operation.TRUNCATE,
                table,
                null,
                1,
                lsn,
                previousCommit,
                0,
                second * MICROS_PER_SECOND,
                null,
                null,
                null);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            send(topic(table), partition, null, codec.encode(change), ChangeCodec.CHANGE_KIND);
        }
    }

    /** Everything up to here is published, for all tables. */
    void progress(long lsn) {
        byte[] value = codec.encode(new Progress(new Position(1, lsn), Instant.ofEpochSecond(lsn)));
        for (TableId table : tables) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                send(topic(table), partition, null, value, ChangeCodec.PROGRESS_KIND);
            }
        }
        flush();
    }

    /** A record on the topic of alerts, as the live state would write it. */
    void alert(String id, String json) {
        send(new ProducerRecord<>(topics.alerts(), bytes(id), bytes(json)));
        flush();
    }

    /** An event, or what stands in its topic instead. */
    void event(String type, String key, String value) {
        send(new ProducerRecord<>(topics.events(type), bytes(key), bytes(value)));
        flush();
    }

    /** A click of this id; the fields of its data stand in single quotes. */
    void click(String id, String data) {
        event(
                "click",
                "u",
                "{'id':'%s','type':'click','receivedAt':'2026-01-31T23:59:59Z','data':{%s}}"
                        .formatted(id, data)
                        .replace('\'', '"'));
    }

    /** What stands in the place of an update that was too large. */
    void oversized(TableId table, long lsn, long previousCommit, String key) {
        var change = new OversizedChange(
                Operation.UPDATE, table, node(key), 1, lsn, previousCommit, 1, 0, 40_000_000, 33_000_000);
        send(topic(table), codec.encodeKey(node(key)), codec.encode(change), ChangeCodec.OVERSIZED_KIND);
    }

    void garbage(TableId table, String value) {
        send(topic(table), 0, bytes("{}"), bytes(value), ChangeCodec.CHANGE_KIND);
    }

    /** Adds a record to the first partition of each topic and then removes everything, as retention does. */
    void expire() throws Exception {
        progress(1_000_000);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            for (TableId table : tables) {
                var partition = new TopicPartition(topic(table), 0);
                admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(-1)))
                        .all()
                        .get();
            }
        }
    }

    /** Deletes a table's topic with all that it holds, and makes one of the same name. */
    void remakeTopic(TableId table) throws Exception {
        flush();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteTopics(List.of(topic(table))).all().get();
            Awaitility.await().ignoreExceptions().until(() -> {
                admin.createTopics(List.of(new NewTopic(topic(table), PARTITIONS, (short) 1)))
                        .all()
                        .get();
                return true;
            });
        }
    }

    private void send(String topic, byte[] key, byte[] value, String kind) {
        send(topic, Math.floorMod(Arrays.hashCode(key), PARTITIONS), key, value, kind);
    }

    private void send(String topic, int partition, byte[] key, byte[] value, String kind) {
        var record = new ProducerRecord<>(topic, partition, key, value);
        record.headers().add(ChangeCodec.KIND_HEADER, bytes(kind));
        send(record);
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (written, problem) -> failure.compareAndSet(null, problem));
    }

    private void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new IllegalStateException("The broker did not take a record of the test", failure.get());
        }
    }

    private ObjectNode node(String text) {
        try {
            return text == null ? null : json.readValue(text, ObjectNode.class);
        } catch (IOException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
