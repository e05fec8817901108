package io.millrace.gateway;

import io.millrace.contracts.event.EventCodec;
import io.millrace.testkit.KafkaService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The real process on a real broker, each of them killed. */
class GatewayIT {
    private static final String TOPIC = "millrace.shop.events.click";
    private static final List<TopicPartition> PARTITIONS =
            List.of(new TopicPartition(TOPIC, 0), new TopicPartition(TOPIC, 1));
    private static final int REQUESTS = 30;

    private final KafkaService kafka = TestStack.with(ServiceKind.KAFKA).kafka();

    @Test
    void whatWasAcceptedIsInKafkaWhoeverIsKilled() throws Exception {
        try (var gateway = new GatewayProcess(kafka.bootstrapServers())) {
            // Given
            gateway.start();
            Set<String> accepted = new TreeSet<>();
            for (int request = 0; request < REQUESTS; request++) {
                String id = "first-" + request;
                assertThat(click(gateway, id).statusCode()).isEqualTo(202);
                accepted.add(id);
            }
            // When
            gateway.kill();
            // Then
            assertThat(ids()).isEqualTo(accepted);
            assertThat(topicSettings()).containsEntry("retention.ms", "604800000");

            // Given
            gateway.start();
            // When
            kafka.kill();
            HttpResponse<String> refused = click(gateway, "second");
            // Then
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("\"unconfirmed\":[{\"event\":0,\"id\":\"second\"}]");
            // When
            kafka.start();
            // Then
            Awaitility.await().atMost(GatewayProcess.DEADLINE).untilAsserted(() -> assertThat(
                            click(gateway, "second").statusCode())
                    .isEqualTo(202));
            accepted.add("second");
            assertThat(ids()).isEqualTo(accepted);
        }
    }

    private static HttpResponse<String> click(GatewayProcess gateway, String id) {
        return gateway.feedback("{'clicks':[{'id':'%s','user':'user of %s','item':'i'}]}".formatted(id, id));
    }

    private Set<String> ids() {
        var codec = new EventCodec();
        Set<String> ids = new TreeSet<>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(PARTITIONS);
            consumer.seekToBeginning(PARTITIONS);
            Map<TopicPartition, Long> ends = consumer.endOffsets(PARTITIONS);
            Awaitility.await()
                    .atMost(GatewayProcess.DEADLINE)
                    .pollInSameThread()
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200))
                                .forEach(record ->
                                        ids.add(codec.decode(record.value()).id()));
                        return PARTITIONS.stream()
                                .allMatch(partition -> consumer.position(partition) >= ends.get(partition));
                    });
        }
        return ids;
    }

    private Map<String, String> topicSettings() throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return Map.of(
                    "retention.ms",
                    admin.describeConfigs(List.of(topic))
                            .all()
                            .get()
                            .get(topic)
                            .get("retention.ms")
                            .value());
        }
    }
}
