package io.millrace.cdc.kafka;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.cdc.CdcConfig;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Writes rows that are read again, with a producer of its own, so that the stream neither waits for them nor fails with
 * them; thread-safe.
 */
public final class ReloadPublisher implements AutoCloseable {
    private static final Duration CLOSE = Duration.ofSeconds(10);
    private static final byte[] CHANGE = ChangeCodec.CHANGE_KIND.getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTE = ChangeCodec.NOTE_KIND.getBytes(StandardCharsets.UTF_8);

    private final ChangeCodec codec = new ChangeCodec();
    private final RecordSize size;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Topics topics;
    private final int partitions;

    public ReloadPublisher(CdcConfig config, Pipeline pipeline) {
        this.size = new RecordSize(config);
        this.producer = new KafkaProducer<>(KafkaProperties.bulkProducer(config));
        this.topics = new Topics(pipeline.name());
        this.partitions = pipeline.source().partitions();
    }

    /** The records of one part of a table: how many of them each partition has, and whether all of them are there. */
    public final class Part implements Callback {
        private final String topic;
        private final AtomicLongArray confirmed = new AtomicLongArray(partitions);
        private final AtomicReference<Exception> failure = new AtomicReference<>();

        private Part(TableId table) {
            this.topic = topics.changes(table);
        }

        /**
         * Sends a change in its encoded form.
         *
         * @throws OversizedRowException if it is larger than a record may be
         */
        public void send(byte[] key, byte[] value) {
            failIfBroken();
            if (size.isExceededBy(key, value)) {
                refuse(codec.decodeChange(value), RecordSize.of(key, value));
            }
            var record = new ProducerRecord<>(topic, key, value);
            record.headers().add(ChangeCodec.KIND_HEADER, CHANGE);
            ReloadPublisher.this.send(record, this);
        }

        /**
         * Looks at a row before it is encoded: one that is too large may be as large as the memory.
         *
         * @throws OversizedRowException if it is surely larger than a record may be
         */
        public void requireRoom(ObjectNode row, Supplier<Change> change) {
            if (size.isSurelyExceededBy(row)) {
                refuse(change.get(), RecordSize.least(row));
            }
        }

        private void refuse(Change row, long bytes) {
            throw new OversizedRowException(OversizedChange.of(row, bytes, size.largest()));
        }

        @Override
        public void onCompletion(RecordMetadata metadata, Exception problem) {
            if (problem == null) {
                confirmed.incrementAndGet(metadata.partition());
            } else {
                failure.compareAndSet(null, problem);
            }
        }

        /**
         * Returns when the broker has every record, with their number in each partition.
         *
         * @throws PipelineException of kind BROKER if the broker did not take one
         */
        public long[] confirm() {
            producer.flush();
            failIfBroken();
            long[] rows = new long[partitions];
            for (int partition = 0; partition < partitions; partition++) {
                rows[partition] = confirmed.get(partition);
            }
            return rows;
        }

        private void failIfBroken() {
            Exception problem = failure.get();
            if (problem != null) {
                throw failed(problem);
            }
        }
    }

    /** Begins a part of a table. */
    public Part part(TableId table) {
        return new Part(table);
    }

    /**
     * Writes a note to every partition of its table's topic; returns when the broker has it.
     *
     * @param rows records before the note in each partition
     */
    public void publish(TableNote note, long[] rows) {
        Part part = part(note.table());
        for (int partition = 0; partition < partitions; partition++) {
            TableNote its = new TableNote(
                    note.kind(),
                    note.table(),
                    note.reload(),
                    note.incarnation(),
                    note.from(),
                    note.upTo(),
                    rows[partition],
                    note.scope(),
                    note.reason(),
                    note.at());
            var record = new ProducerRecord<byte[], byte[]>(part.topic, partition, null, codec.encode(its));
            record.headers().add(ChangeCodec.KIND_HEADER, NOTE);
            send(record, part);
        }
        part.confirm();
    }

    private void send(ProducerRecord<byte[], byte[]> record, Part part) {
        try {
            producer.send(record, part);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private static PipelineException failed(Exception cause) {
        return new PipelineException(FailureKind.BROKER, "Kafka did not take a row: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        producer.close(CLOSE);
    }
}
