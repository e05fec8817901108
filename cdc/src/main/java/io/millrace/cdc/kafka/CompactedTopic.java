package io.millrace.cdc.kafka;

import io.millrace.cdc.CdcConfig;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads a compacted topic of one partition: the newest value of each key. */
final class CompactedTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    private final CdcConfig config;
    private final String topic;

    CompactedTopic(CdcConfig config, String topic) {
        this.config = config;
        this.topic = topic;
    }

    /**
     * The newest value of each key, as text; a key whose newest record has no value is absent.
     *
     * @throws PipelineException of kind BROKER if the topic cannot be read to its end
     */
    Map<String, String> read() {
        var partition = new TopicPartition(topic, 0);
        Map<String, String> values = new LinkedHashMap<>();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(KafkaProperties.consumer(config))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            Instant deadline = Instant.now().plus(PATIENCE);
            while (consumer.position(partition) < end) {
                if (Instant.now().isAfter(deadline)) {
                    throw new PipelineException(
                            FailureKind.BROKER,
                            "The topic %s cannot be read to its end within %d seconds"
                                    .formatted(topic, PATIENCE.toSeconds()));
                }
                consumer.poll(POLL).records(partition).forEach(record -> keep(values, record));
            }
            return values;
        } catch (KafkaException e) {
            throw new PipelineException(
                    FailureKind.BROKER, "Cannot read the topic %s: %s".formatted(topic, e.getMessage()), e);
        }
    }

    private static void keep(Map<String, String> values, ConsumerRecord<byte[], byte[]> record) {
        String key = text(record.key());
        values.remove(key);
        if (record.value() != null) {
            values.put(key, text(record.value()));
        }
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }
}
