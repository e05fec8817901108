package io.millrace.streaming;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.Topics;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Publishes to a broker what capture would. */
final class KafkaTopics implements Source.Topics, AutoCloseable {
    private static final String IN_FLIGHT = "max.in.flight.requests.per.connection";
    private static final int PARTITIONS = ShopTables.PIPELINE.source().partitions();

    private final String bootstrap;
    private final Topics names;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final ChangeCodec codec = new ChangeCodec();

    KafkaTopics(String bootstrap, String pipeline) {
        this.bootstrap = bootstrap;
        this.names = new Topics(pipeline);
        this.producer = new KafkaProducer<>(
                // One at a time, as capture does.
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", "5", IN_FLIGHT, "1"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        List<NewTopic> topics = new ArrayList<>();
        ShopTables.ALL.forEach(
                schema -> topics.add(new NewTopic(names.changes(schema.table()), PARTITIONS, (short) 1)));
        topics.add(new NewTopic(names.schemas(), 1, (short) 1));
        topics.add(new NewTopic(names.events(Plays.TYPE), PARTITIONS, (short) 1));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(topics).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
        for (TableSchema schema : ShopTables.ALL) {
            send(new ProducerRecord<>(names.schemas(), bytes(schema.id()), bytes(schema.json())));
        }
        flush();
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

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void change(Change change) {
        byte[] value = codec.encode(change);
        if (change.op() == Operation.TRUNCATE) {
            everywhere(change.table(), value, ChangeCodec.CHANGE_KIND);
        } else {
            byte[] key = codec.encodeKey(change.key());
            send(change.table(), null, key, value, ChangeCodec.CHANGE_KIND);
        }
    }

    @Override
    public void note(TableNote note) {
        everywhere(note.table(), codec.encode(note), ChangeCodec.NOTE_KIND);
    }

    @Override
    public void progress(Progress progress) {
        ShopTables.ALL.forEach(schema -> everywhere(schema.table(), codec.encode(progress), ChangeCodec.PROGRESS_KIND));
        flush();
    }

    @Override
    public void play(String viewer, byte[] value) {
        send(new ProducerRecord<>(names.events(Plays.TYPE), bytes(viewer), value));
    }

    /** Removes all records of the change topics, as retention does; their offsets go on. */
    void expire() {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        for (TableSchema schema : ShopTables.ALL) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                all.put(new TopicPartition(names.changes(schema.table()), partition), RecordsToDelete.beforeOffset(-1));
            }
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteRecords(all).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void everywhere(TableId table, byte[] value, String kind) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            send(table, partition, null, value, kind);
        }
    }

    private void send(TableId table, Integer partition, byte[] key, byte[] value, String kind) {
        var record = new ProducerRecord<>(names.changes(table), partition, key, value);
        record.headers().add(ChangeCodec.KIND_HEADER, bytes(kind));
        send(record);
    }

    @Override
    public void close() {
        producer.close();
    }
}
