package io.millrace.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KafkaServiceIT {
    private final KafkaService kafka = TestStack.with(ServiceKind.values()).kafka();

    @Test
    void keepsConfirmedRecordsOverAKill() throws ExecutionException, InterruptedException {
        // Given
        create("killed");
        send("killed", "before the kill");

        // When
        kafka.kill();
        kafka.start();

        // Then
        assertThat(read("killed")).containsExactly("before the kill");
    }

    @Test
    void keepsRecordsOverAStop() throws ExecutionException, InterruptedException {
        // Given
        create("stopped");
        send("stopped", "before the stop");

        // When
        kafka.stop();
        kafka.start();

        // Then
        assertThat(read("stopped")).containsExactly("before the stop");
    }

    @Test
    void doesNotMakeUpTopics() {
        assertThatThrownBy(() -> send("nobody-made-this", "x")).hasCauseInstanceOf(TimeoutException.class);
        try (Admin admin = Admin.create(client())) {
            assertThat(admin.listTopics()
                            .names()
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join())
                    .doesNotContain("nobody-made-this");
        }
    }

    @Test
    void servesTransactionsAndConsumerGroups() throws ExecutionException, InterruptedException {
        // Given
        create("transactions");
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "trial", "max.block.ms", 20_000);

        // When
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactions", "committed"));
            producer.commitTransaction();
        }

        // Then
        assertThat(readAsGroup("transactions")).containsExactly("committed");
    }

    @Test
    void losesRecordsAndTopicsToTheEraser() throws ExecutionException, InterruptedException {
        // Given
        create("erased");
        send("erased", "lost");
        var eraser = new TopicEraser(kafka);

        // When
        eraser.empty("erased", 0);
        send("erased", "kept");

        // Then
        assertThat(read("erased")).containsExactly("kept");

        // When
        eraser.delete("erased");

        // Then
        try (Admin admin = Admin.create(client())) {
            assertThat(admin.listTopics().names().get()).doesNotContain("erased");
        }
        assertThatThrownBy(() -> eraser.delete("erased")).hasMessageContaining("error 3");
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private void create(String topic) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(Set.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private void send(String topic, String value) throws ExecutionException, InterruptedException {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all", "max.block.ms", 2_000);
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private List<String> read(String topic) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client(), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(Set.of(partition));
            consumer.seekToBeginning(Set.of(partition));
            return firstRecords(consumer);
        }
    }

    private List<String> readAsGroup(String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "group.id", "trial",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(Set.of(topic));
            return firstRecords(consumer);
        }
    }

    private static List<String> firstRecords(KafkaConsumer<String, String> consumer) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            List<String> values = new ArrayList<>();
            for (ConsumerRecord<String, String> row : consumer.poll(Duration.ofMillis(200))) {
                values.add(row.value());
            }
            if (!values.isEmpty()) {
                return values;
            }
        }
        return List.of();
    }
}
