package io.millrace.cdc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** A topic as far as it was read; what waits for a record reads only what came since it looked last. */
final class TopicLog<T> {
    private final String topic;
    private final Function<ConsumerRecord<byte[], byte[]>, T> form;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final List<T> records = new ArrayList<>();

    TopicLog(String topic, Function<ConsumerRecord<byte[], byte[]>, T> form) {
        this.topic = topic;
        this.form = form;
    }

    /** All records up to the topic's end, each partition in order. */
    synchronized List<T> read(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer, topic);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        if (next.entrySet().stream().anyMatch(read -> ends.getOrDefault(read.getKey(), 0L) < read.getValue())) {
            // The topic was made anew.
            next.clear();
            records.clear();
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        next.forEach(consumer::seek);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                records.add(form.apply(record));
                next.put(new TopicPartition(topic, record.partition()), record.offset() + 1);
            }
        }
        return List.copyOf(records);
    }

    static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }
}
