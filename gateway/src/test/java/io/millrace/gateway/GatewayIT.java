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
        try (var gateway = new GatewayProcess(kafka.bootstrapServers());
                var other = new GatewayProcess(kafka.bootstrapServers())) {
            // Given
            gateway.start();
            other.start();
            Set<String> accepted = new TreeSet<>();
            for (int request = 0; request < REQUESTS; request++) {
                accepted.add(accepted(request % 2 == 0 ? gateway : other, "of-both-" + request));
            }
            // When
            other.kill();
            // Then: whoever is left takes all, also once more what the other one has taken
            for (int request = 0; request < REQUESTS; request++) {
                accepted.add(accepted(gateway, "of-both-" + request));
                accepted.add(accepted(gateway, "of-one-" + request));
            }
            // When
            gateway.kill();
            // Then
            assertThat(ids()).isEqualTo(accepted);
            assertThat(setting(TOPIC, "retention.ms")).isEqualTo("604800000");
            assertThat(setting(TOPIC, "cleanup.policy")).isEqualTo("delete");
            assertThat(setting("seen", "cleanup.policy")).isEqualTo("compact");

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

    private static String accepted(GatewayProcess gateway, String id) {
        assertThat(click(gateway, id).statusCode()).isEqualTo(202);
        return id;
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

    private String setting(String name, String setting) throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.describeConfigs(List.of(topic))
                    .all()
                    .get()
                    .get(topic)
                    .get(setting)
                    .value();
        }
    }
}
