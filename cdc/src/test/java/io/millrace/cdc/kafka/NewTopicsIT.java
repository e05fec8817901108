package io.millrace.cdc.kafka;

import io.millrace.cdc.CdcConfig;
import io.millrace.contracts.process.Settings;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a broker does with the first batches of a topic that it has only just been told of. */
class NewTopicsIT {
    private static final String TOPIC = "new-topic";
    /** So many that the broker is still at making the last when the first records come. */
    private static final int PARTITIONS = 200;

    private static final int RECORDS = 5;
    /** Far above what a write takes on a busy machine. */
    private static final int PATIENCE_MILLIS = 90_000;

    private final String bootstrap = TestStack.with(ServiceKind.KAFKA).kafka().bootstrapServers();
    private final CdcConfig config = CdcConfig.from(Settings.parse("kafka.bootstrap = \"%s\"".formatted(bootstrap)));

    @Test
    void theFirstRecordsOfATopicArriveInTheirOrder() throws InterruptedException, ExecutionException {
        Map<String, Object> properties = new HashMap<>(KafkaProperties.producer(config));
        properties.put("delivery.timeout.ms", PATIENCE_MILLIS);
        properties.put("request.timeout.ms", PATIENCE_MILLIS / 2);
        // Each record a batch of its own: as many at once as the settings let through.
        properties.put("linger.ms", 0);
        properties.put("batch.size", 1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                    .all()
                    .get();
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (byte record = 0; record < RECORDS; record++) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    sent.add(producer.send(new ProducerRecord<>(TOPIC, partition, null, new byte[] {record})));
                }
            }
            for (Future<RecordMetadata> write : sent) {
                write.get();
            }
        }

        assertThat(records()).hasSize(PARTITIONS).allSatisfy((partition, records) -> assertThat(records)
                .containsExactly(0, 1, 2, 3, 4));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.deleteTopics(List.of(TOPIC)).all().get();
        }
    }

    private Map<Integer, List<Integer>> records() {
        Map<Integer, List<Integer>> read = new HashMap<>();
        List<TopicPartition> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                .toList();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(KafkaProperties.consumer(config))) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long deadline =
                    System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
            for (int count = 0; count < PARTITIONS * RECORDS && System.nanoTime() < deadline; ) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    read.computeIfAbsent(record.partition(), partition -> new ArrayList<>())
                            .add((int) record.value()[0]);
                    count++;
                }
            }
        }
        return read;
    }
}
