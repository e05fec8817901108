package io.millrace.orchestration.rule;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.Settings;
import io.millrace.orchestration.Orchestration;
import io.millrace.orchestration.OrchestrationConfig;
import io.millrace.orchestration.fake.FakeHome;
import io.millrace.orchestration.fake.FakeMailServer;
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
import java.util.concurrent.TimeUnit;
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

/** The scheduler with a broker: what rules have found goes to the webhook and by mail. */
class RuleAlertsIT {
    private static final KafkaService KAFKA = TestStack.with(ServiceKind.KAFKA).kafka();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PIPELINE =
            """
            name: %s
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

    private static String topic(String name) {
        return "millrace.%s.alerts".formatted(name);
    }

    private OrchestrationConfig config(String name, String channel) throws Exception {
        Path pipeline = Files.writeString(folder.resolve("pipeline.yaml"), PIPELINE.formatted(name));
        FakeHome home = FakeHome.in(folder);
        String settings = home.settings("0", "0")
                + """
                orchestration.rules.tell = true
                orchestration.%s
                kafka.bootstrap = "%s"
                pipeline = "%s"
                """
                        .formatted(channel, KAFKA.bootstrapServers(), pipeline);
        return OrchestrationConfig.from(Settings.parse(settings), home.path());
    }

    private OrchestrationConfig config(FakeServer slack) throws Exception {
        return config("shop", "webhook.url = \"%s/hook\"".formatted(slack.uri()));
    }

    private static void find(String name, String id) throws Exception {
        var alert = new Alert(
                id, "HIGH_VALUE", Severity.HIGH, "7", true, Instant.now(), "60000000", List.of(), new Position(1, 10));
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", KAFKA.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic(name), id, Json.mapper().writeValueAsBytes(alert)))
                    .get();
        }
    }

    private static long committed(Admin admin) throws Exception {
        return admin
                .listConsumerGroupOffsets(topic("shop") + ".webhook")
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private static void make(Admin admin, String name) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic(name), 3, (short) 1)))
                .all()
                .get();
    }

    @Test
    void anAlertIsPostedOnceAlsoWhenItIsFoundAgainAfterARestart() throws Exception {
        try (var slack = new FakeServer();
                var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            make(admin, "shop");
            find("shop", "first");
            try (var scheduler = new Orchestration(config(slack))) {
                scheduler.start();
                await().atMost(PATIENCE).until(() -> committed(admin) == 1);
            }
            find("shop", "first");
            find("shop", "second");
            try (var scheduler = new Orchestration(config(slack))) {
                scheduler.start();
                await().atMost(PATIENCE).until(() -> committed(admin) == 3);
            }

            assertThat(slack.asked()).hasSize(2);
            assertThat(slack.asked().get(0).body()).contains("HIGH_VALUE (high) for 7", "The alert is first.");
            assertThat(slack.asked().get(1).body()).contains("The alert is second.");
        }
    }

    @Test
    void anAlertIsMailed() throws Exception {
        try (var mail = new FakeMailServer();
                var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", KAFKA.bootstrapServers()))) {
            make(admin, "video");
            find("video", "first");
            String channel = "mail { host = \"127.0.0.1\", port = %d, starttls = false, to = \"a@x b@x\" }"
                    .formatted(mail.port());
            try (var scheduler = new Orchestration(config("video", channel))) {
                scheduler.start();

                assertThat(mail.lines().get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .contains("RCPT TO:<a@x>", "RCPT TO:<b@x>")
                        .anyMatch(line -> line.startsWith("Subject:") && line.contains("HIGH_VALUE"))
                        .anyMatch(line -> line.contains("The alert is first."));
            }
        }
    }
}
