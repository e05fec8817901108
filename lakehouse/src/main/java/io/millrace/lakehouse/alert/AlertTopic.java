package io.millrace.lakehouse.alert;

import io.millrace.contracts.event.FieldType;
import io.millrace.contracts.online.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the topic of alerts from its oldest record on; thread-safe. What was read is read again until it is passed. */
final class AlertTopic implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AlertTopic.class);
    private static final Duration POLL = Duration.ofMillis(200);
    /** So many wait in memory for one commit. */
    private static final int MOST = 1_000;
    /** What was read by then is taken: a topic that is cut short meanwhile never gets to its end. */
    private static final Duration LONGEST = Duration.ofSeconds(10);
    /** Others wait for the thread that reads. */
    private static final int ANSWER_MILLIS = 5_000;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String topic;
    private final Map<TopicPartition, Long> passed = new HashMap<>();

    /**
     * Some records of the topic.
     *
     * @param next where the reading goes on after them
     */
    record Batch(List<ToldAlert> alerts, Map<TopicPartition, Long> next) {
        boolean isEmpty() {
            return next.isEmpty();
        }
    }

    AlertTopic(String bootstrap, String topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
                        "client.id", "millrace-lakehouse-alerts",
                        "enable.auto.commit", "false",
                        "allow.auto.create.topics", "false",
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest",
                        "default.api.timeout.ms", Integer.toString(ANSWER_MILLIS),
                        "max.poll.records", Integer.toString(MOST)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Those that follow the ones that were passed, in their order; empty at the end, and while there is no topic. */
    synchronized Batch read() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.beginningOffsets(partitions).forEach((partition, first) -> {
            long at = passed.getOrDefault(partition, first);
            // Of another topic of that name, or deleted by age meanwhile.
            consumer.seek(partition, at < first || at > ends.get(partition) ? first : at);
        });
        List<ToldAlert> alerts = new ArrayList<>();
        Map<TopicPartition, Long> next = new HashMap<>();
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (alerts.size() < MOST && isBefore(ends) && System.nanoTime() < deadline) {
            consumer.poll(POLL).forEach(record -> alert(record).ifPresent(alerts::add));
            partitions.forEach(partition -> next.put(partition, consumer.position(partition)));
        }
        return new Batch(alerts, next);
    }

    private boolean isBefore(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    /** The next reading goes on after these. */
    synchronized void pass(Batch batch) {
        passed.putAll(batch.next());
    }

    private static Optional<ToldAlert> alert(ConsumerRecord<byte[], byte[]> record) {
        try {
            Alert alert = Alert.parse(record.value());
            if (!FieldType.holds(alert.at())) {
                throw new IllegalArgumentException("no table holds the time " + alert.at());
            }
            return Optional.of(new ToldAlert(alert, record.offset()));
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "The record at offset {} of {}-{} is no alert and is passed over: {}",
                    record.offset(),
                    record.topic(),
                    record.partition(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        consumer.close(Duration.ZERO);
    }
}
