package io.millrace.cdc.kafka;

import io.millrace.cdc.CdcConfig;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/**
 * Writes changes, schemas and progress to the topics of a pipeline. What {@link #confirm} returned for is on the broker;
 * a record that could not be written fails every later call.
 */
public final class ChangePublisher implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final byte[] CHANGE = ChangeCodec.CHANGE_KIND.getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTE = ChangeCodec.NOTE_KIND.getBytes(StandardCharsets.UTF_8);
    private static final byte[] PROGRESS = ChangeCodec.PROGRESS_KIND.getBytes(StandardCharsets.UTF_8);

    private static final byte[] OVERSIZED = ChangeCodec.OVERSIZED_KIND.getBytes(StandardCharsets.UTF_8);

    private final ChangeCodec codec = new ChangeCodec();
    private final RecordSize size;
    private final KafkaProducer<byte[], byte[]> producer;
    private final int partitions;
    private final String schemas;
    private final Map<TableId, String> topics = new TreeMap<>();
    private final Set<String> publishedSchemas = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    public ChangePublisher(CdcConfig config, Pipeline pipeline) {
        var names = new Topics(pipeline.name());
        this.size = new RecordSize(config);
        this.producer = new KafkaProducer<>(KafkaProperties.producer(config));
        this.partitions = pipeline.source().partitions();
        this.schemas = names.schemas();
        pipeline.source().tables().forEach(table -> topics.put(table, names.changes(table)));
    }

    /** Whether the table has a topic; one that the pipeline file does not name has none. */
    public boolean publishes(TableId table) {
        return topics.containsKey(table);
    }

    /** Publishes a schema the first time that it is seen; returns when the broker has it, so no change comes before it. */
    public void publish(String id, TableSchema schema) throws InterruptedException {
        if (!publishedSchemas.contains(id)) {
            publishNow(schemas, id, schema.json().getBytes(StandardCharsets.UTF_8));
            publishedSchemas.add(id);
        }
    }

    /**
     * What was sent of a change.
     *
     * @param bytes the size of its record's value
     * @param instead what was sent in its place, because it was too large
     */
    public record Sent(int bytes, Optional<OversizedChange> instead) {}

    /**
     * Sends a change; a truncate goes to every partition of its topic, because rows of every partition end with it. In
     * the place of one that is too large for a record, something goes out that says so.
     */
    public Sent publish(Change change) {
        String topic = topics.get(change.table());
        if (change.op() == Operation.TRUNCATE) {
            byte[] value = codec.encode(change);
            toAllPartitions(topic, value, CHANGE);
            return new Sent(value.length, Optional.empty());
        }
        byte[] key = change.key() == null ? null : codec.encodeKey(change.key());
        if (!size.isSurelyExceededBy(change.before(), change.after())) {
            byte[] value = codec.encode(change);
            if (!size.isExceededBy(key, value)) {
                send(record(topic, null, key, value, CHANGE));
                return new Sent(value.length, Optional.empty());
            }
        }
        return publishWhatFits(change, topic, key);
    }

    private Sent publishWhatFits(Change change, String topic, byte[] key) {
        // Of most tables the log has no more of the old row than its key, which is all that is needed.
        Change without = change.before() == null ? change : withoutOldValues(change);
        long bytes = RecordSize.least(without.after());
        // What is surely too large is not encoded: it may be as large as the memory.
        if (!size.isSurelyExceededBy(without.after())) {
            byte[] value = codec.encode(without);
            if (!size.isExceededBy(key, value)) {
                send(record(topic, null, key, value, CHANGE));
                return new Sent(value.length, Optional.empty());
            }
            bytes = RecordSize.of(key, value);
        }
        var instead = OversizedChange.of(change, bytes, size.largest());
        byte[] substitute = codec.encode(instead);
        send(record(topic, null, key, substitute, OVERSIZED));
        return new Sent(substitute.length, Optional.of(instead));
    }

    private static Change withoutOldValues(Change change) {
        return new Change(
                change.op(),
                change.table(),
                change.key(),
                change.incarnation(),
                change.lsn(),
                change.previousCommit(),
                change.transaction(),
                change.committedAt(),
                change.schema(),
                change.key(),
                change.after());
    }

    /** Sends progress to every partition of every change topic. Everything up to its position must be confirmed. */
    public void publish(Progress progress) {
        byte[] value = codec.encode(progress);
        topics.values().forEach(topic -> toAllPartitions(topic, value, PROGRESS));
    }

    /** Sends a note to every partition of its table's topic. */
    public void publish(TableNote note) {
        toAllPartitions(topics.get(note.table()), codec.encode(note), NOTE);
    }

    private void toAllPartitions(String topic, byte[] value, byte[] kind) {
        for (int partition = 0; partition < partitions; partition++) {
            send(record(topic, partition, null, value, kind));
        }
    }

    private static ProducerRecord<byte[], byte[]> record(
            String topic, Integer partition, byte[] key, byte[] value, byte[] kind) {
        var record = new ProducerRecord<>(topic, partition, key, value);
        record.headers().add(ChangeCodec.KIND_HEADER, kind);
        return record;
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        failIfBroken();
        try {
            producer.send(record, this::sent);
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
            failIfBroken();
        }
    }

    private void sent(RecordMetadata metadata, Exception problem) {
        if (problem != null) {
            failure.compareAndSet(null, problem);
        }
    }

    /** Returns when everything sent before is on the broker, or throws. */
    public void confirm() {
        producer.flush();
        failIfBroken();
    }

    void publishNow(String topic, String key, byte[] value) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value))
                    .get();
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private void failIfBroken() {
        Exception problem = failure.get();
        if (problem != null) {
            throw failed(problem);
        }
    }

    private static PipelineException failed(Throwable cause) {
        // No change comes to that, so it is somebody's setting of the topic, which the next start puts right.
        String remedy = cause instanceof RecordTooLargeException
                ? "; the topic takes less than cdc.max-record-bytes"
                : "; nothing that was not confirmed counts as read";
        return new PipelineException(
                FailureKind.BROKER, "Kafka did not take a record: " + cause.getMessage() + remedy, cause);
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
