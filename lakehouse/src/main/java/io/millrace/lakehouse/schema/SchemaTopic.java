package io.millrace.lakehouse.schema;

import io.millrace.contracts.change.TableSchema;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic on which capture publishes table schemas; a change never arrives before its schema. */
public final class SchemaTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaTopic.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, String> consumer;
    private final String topic;
    private final SchemaCatalog catalog = new SchemaCatalog();
    private List<TopicPartition> partitions = List.of();

    public SchemaTopic(String bootstrap, Topics topics) {
        this.topic = topics.schemas();
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrap,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        "false",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        "false",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** What was published up to now. */
    public synchronized SchemaCatalog read() {
        try {
            if (partitions.isEmpty()) {
                assign();
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(this::add);
            }
            return catalog;
        } catch (KafkaException e) {
            throw new PipelineException(
                    FailureKind.BROKER, "The topic %s cannot be read; check that the broker is up".formatted(topic), e);
        }
    }

    private void assign() {
        partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private void add(ConsumerRecord<String, String> record) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        try {
            catalog.add(record.key(), TableSchema.parse(record.value()));
        } catch (IllegalArgumentException e) {
            // The changes that name it go to quarantine with that as their reason.
            LOG.warn("{} offset {} holds no table schema: {}", topic, record.offset(), e.getMessage());
        }
    }

    @Override
    public synchronized void close() {
        consumer.close(Duration.ZERO);
    }
}
