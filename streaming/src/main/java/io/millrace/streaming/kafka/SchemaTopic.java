package io.millrace.streaming.kafka;

import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.Topics;
import io.millrace.streaming.row.Schemas;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic on which capture publishes table schemas, when one is asked for that is not known; thread-safe. */
public final class SchemaTopic implements Schemas, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaTopic.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, TableSchema> known = new ConcurrentHashMap<>();
    private final KafkaConsumer<String, String> consumer;
    private final String topic;
    private final List<TopicPartition> partitions;
    private boolean isAssigned;

    public SchemaTopic(String bootstrap, Topics topics) {
        this.topic = topics.schemas();
        this.partitions = List.of(new TopicPartition(topic, 0));
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "client.id", "millrace-streaming-schemas",
                        "enable.auto.commit", "false",
                        "allow.auto.create.topics", "false",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    @Override
    public Optional<TableSchema> find(String id) {
        TableSchema schema = known.get(id);
        return schema == null ? readAndFind(id) : Optional.of(schema);
    }

    private synchronized Optional<TableSchema> readAndFind(String id) {
        if (!known.containsKey(id)) {
            readToEnd();
        }
        return Optional.ofNullable(known.get(id));
    }

    /** A schema is acknowledged before the first change that names it, so what is there now is enough. */
    private void readToEnd() {
        if (!isAssigned) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            isAssigned = true;
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(this::add);
        }
    }

    private void add(ConsumerRecord<String, String> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            known.put(record.key(), TableSchema.parse(record.value()));
        } catch (IllegalArgumentException e) {
            // The tables whose changes name it become stale with that as their reason.
            LOG.warn("{} offset {} holds no table schema: {}", topic, record.offset(), e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
    }
}
