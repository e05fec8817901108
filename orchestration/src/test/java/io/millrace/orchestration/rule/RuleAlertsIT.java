package io.millrace.orchestration.rule;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.Settings;
import io.millrace.orchestration.Orchestration;
import io.millrace.orchestration.OrchestrationConfig;
import io.millrace.orchestration.fake.FakeHome;
import io.millrace.orchestration.fake.FakeServer;
import io.millrace.testkit.KafkaService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The scheduler with a broker: what rules have found goes to the webhook. */
class RuleAlertsIT {
    private static final KafkaService KAFKA = TestStack.with(ServiceKind.KAFKA).kafka();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TOPIC = "millrace.shop.alerts";
    private static final String PIPELINE =
            """
            name: shop
            source:
              url: jdbc:postgresql://localhost:5432/shop
              user: millrace
              tables: {users: {}, products: {}, orders: {}}
            recommend:
              users: {table: users, id: user_id}
              items: {table: products, id: product_id}
              interactions: {purchase: {table: orders, user: user_id, item: product_id, at: at}}
            rules:
              HIGH_VALUE: {table: orders, at: at, kind: value, key: user_id, value: amount, above: 50000000, severity: high}
            """;

    @TempDir
    Path folder;

    private OrchestrationConfig config(FakeServer slack) throws Exception {
        Path pipeline = Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE);
        FakeHome home = FakeHome.in(folder);
        String settings = home.settings("0", "0")
                + """
                orchestration.rules.tell = true
                orchestration.webhook.url = "%s/hook"
                kafka.bootstrap = "%s"
                pipeline = "%s"
                """
                        .formatted(slack.uri(), KAFKA.bootstrapServers(), pipeline);
        return OrchestrationConfig.from(Settings.parse(settings), home.path());
    }

    private static void find(String id) throws Exception {
        var alert = new Alert(
                id, "HIGH_VALUE", Severity.HIGH, "7", true, Instant.now(), "60000000", List.of(), new Position(1, 10));
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", KAFKA.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, id, Json.mapper().writeValueAsBytes(alert)))
                    .get();
        }
    }

    private static long committed(Admin admin) throws Exception {
        return admin
                .listConsumerGroupOffsets(TOPIC + ".webhook")
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    @Test
    void anAlertIsPostedOnceAlsoWhenItIsFoundAgainAfterARestart() throws Exception {
        try (var slack = new FakeServer();
                var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 3, (short) 1))).all().get();
            find("first");
            try (var scheduler = new Orchestration(config(slack))) {
                scheduler.start();
                await().atMost(PATIENCE).until(() -> committed(admin) == 1);
            }
            find("first");
            find("second");
            try (var scheduler = new Orchestration(config(slack))) {
                scheduler.start();
                await().atMost(PATIENCE).until(() -> committed(admin) == 3);
            }

            assertThat(slack.asked()).hasSize(2);
            assertThat(slack.asked().get(0).body()).contains("HIGH_VALUE (high) for 7", "The alert is first.");
            assertThat(slack.asked().get(1).body()).contains("The alert is second.");
        }
    }
}
