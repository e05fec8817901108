package io.millrace.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The limit of whatever reads topics: one thread that counts the records and looks at none. */
record CountingConsumer(String bootstrap, List<String> topics) {
    private static final Duration POLL = Duration.ofMillis(500);

    /** How many records there were, and in what time they were counted. */
    record Count(long records, double seconds) {
        double rate() {
            return records / seconds;
        }
    }

    /** Counts everything that is there now, from the beginning. */
    Count count() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrap,
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "isolation.level",
                "read_committed");
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
            Set<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(part -> new TopicPartition(part.topic(), part.partition()))
                    .collect(Collectors.toSet());
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long records = 0;
            long begin = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                records += consumer.poll(POLL).count();
            }
            return new Count(records, (System.nanoTime() - begin) / 1e9);
        }
    }
}
