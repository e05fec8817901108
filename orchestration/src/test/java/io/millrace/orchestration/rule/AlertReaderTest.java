package io.millrace.orchestration.rule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.Alert;
import io.millrace.contracts.online.Alert.Evidence;
import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.process.Json;
import io.millrace.orchestration.alert.AlertChannel;
import io.millrace.orchestration.alert.RefusedMessage;
import io.millrace.orchestration.history.ToldAlerts;
import io.millrace.orchestration.store.Store;
import io.millrace.orchestration.store.StoreConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AlertReaderTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:30:00Z");
    private static final TopicPartition PARTITION = new TopicPartition("alerts", 0);
    private static final Terms TERMS = new Terms(Duration.ofHours(1), Duration.ofSeconds(5));

    @TempDir
    private Path folder;

    private final List<String> sent = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Deque<IOException> refusals = new ArrayDeque<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private Runnable afterSending = () -> {};
    private Store store;
    private AlertReader reader;
    private long offset;

    @BeforeEach
    void start() {
        store = Store.open(StoreConfig.embedded(folder));
        reader = reader("chat");
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @AfterEach
    void end() {
        store.close();
    }

    private AlertReader reader(String name) {
        AlertChannel channel = new AlertChannel() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void send(io.millrace.orchestration.alert.Alert alert) throws IOException {
                if (!refusals.isEmpty()) {
                    throw refusals.remove();
                }
                sent.add(name + ": " + alert.subject() + "\n" + alert.text());
                afterSending.run();
            }
        };
        return new AlertReader("alerts", new Delivery(channel, ToldAlerts.in(store), TERMS, metrics), () -> consumer);
    }

    private static Alert alert(String id, boolean open, Instant at) {
        return new Alert(
                id,
                "HIGH_VALUE",
                Severity.HIGH,
                "7",
                open,
                at,
                "60000000",
                List.of(new Evidence("{\"order_id\":1}", at, Optional.of("60000000"))),
                new Position(1, 10));
    }

    private void told(Alert alert) throws IOException {
        record(Json.mapper().writeValueAsBytes(alert));
    }

    private void record(byte[] value) {
        consumer.addRecord(new ConsumerRecord<>(
                "alerts",
                0,
                offset++,
                NOW.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                value.length,
                "id",
                value,
                new RecordHeaders(),
                Optional.empty()));
    }

    private boolean turn() throws InterruptedException {
        return reader.turn(consumer, pause -> pauses.add(pause));
    }

    private long committed() {
        OffsetAndMetadata at = consumer.committed(Set.of(PARTITION)).get(PARTITION);
        return at == null ? 0 : at.offset();
    }

    @Test
    void anAlertIsToldOnceWithItsEvidenceHoweverOftenItIsFoundAndAlsoAfterAStart() throws Exception {
        told(alert("a", true, NOW));
        told(alert("a", false, NOW));
        told(alert("a", true, NOW));
        assertThat(turn()).isTrue();
        reader = reader("chat");
        told(alert("a", true, NOW));
        assertThat(turn()).isTrue();

        assertThat(sent)
                .containsExactly(
                        """
                        chat: Millrace: HIGH_VALUE (high) for 7
                        It found 60000000 at 2026-03-01T12:30:00Z, in these rows:
                        {"order_id":1} at 2026-03-01T12:30:00Z: 60000000
                        The alert is a.""");
        assertThat(committed()).isEqualTo(4);
    }

    @Test
    void anotherChannelIsToldToo() throws Exception {
        told(alert("a", true, NOW));
        turn();
        reader = reader("mail");
        told(alert("a", true, NOW));
        turn();

        assertThat(sent).extracting(text -> text.substring(0, 4)).containsExactly("chat", "mail");
    }

    @Test
    void aMessageThatIsRefusedHoldsBackNoOther() throws Exception {
        refusals.add(new RefusedMessage("It answered 400"));
        told(alert("a", true, NOW));
        told(alert("b", true, NOW));

        assertThat(turn()).isTrue();

        assertThat(pauses).isEmpty();
        assertThat(sent).singleElement().asString().contains("The alert is b.");
        assertThat(metrics.get("millrace.orchestration.rule.alerts")
                        .tag("result", "refused")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(committed()).isEqualTo(2);
    }

    @Test
    void whatIsClosedOrHappenedLongBeforeItWasFoundIsNotTold() throws Exception {
        told(alert("closed", false, NOW));
        told(alert("replayed", true, NOW.minus(Duration.ofHours(2))));
        record("no alert".getBytes(StandardCharsets.UTF_8));
        told(alert("news", true, NOW.minus(Duration.ofMinutes(59))));
        turn();

        assertThat(sent).singleElement().asString().endsWith("The alert is news.");
        assertThat(committed()).isEqualTo(4);
    }

    @Test
    void whatIsNoWholeAlertIsPassedOverAndCountedAndWhatSaysMoreIsTold() throws Exception {
        record("null".getBytes(StandardCharsets.UTF_8));
        record("{\"id\":\"a\",\"evidence\":[]}".getBytes(StandardCharsets.UTF_8));
        ObjectNode more = Json.mapper().valueToTree(alert("b", true, NOW));
        record(Json.mapper().writeValueAsBytes(more.put("mood", "bad")));
        turn();

        assertThat(sent).singleElement().asString().endsWith("The alert is b.");
        assertThat(metrics.counter("millrace.orchestration.rule.alerts", "channel", "chat", "result", "unreadable")
                        .count())
                .isEqualTo(2);
        assertThat(committed()).isEqualTo(3);
    }

    @Test
    void everyPartitionHasAPlaceAlsoOneWithoutNewsOrWithoutAnyAlert() {
        var news = new TopicPartition("alerts", 1);
        var quiet = new TopicPartition("alerts", 2);
        Map<TopicPartition, Long> asked = new HashMap<>();
        var consumer = new MockConsumer<String, byte[]>("earliest") {
            @Override
            public synchronized Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                    Map<TopicPartition, Long> times) {
                asked.putAll(times);
                Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
                found.put(news, new OffsetAndTimestamp(5, NOW.toEpochMilli()));
                found.put(quiet, null);
                return found;
            }
        };
        consumer.assign(List.of(PARTITION, news, quiet));
        consumer.updateEndOffsets(Map.of(news, 9L, quiet, 3L));
        consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(7)));

        reader.place(consumer, consumer.assignment(), NOW);

        long hourAgo = NOW.minus(Duration.ofHours(1)).toEpochMilli();
        assertThat(asked).isEqualTo(Map.of(news, hourAgo, quiet, hourAgo));
        assertThat(consumer.committed(consumer.assignment()))
                .isEqualTo(Map.of(
                        PARTITION,
                        new OffsetAndMetadata(7),
                        news,
                        new OffsetAndMetadata(5),
                        quiet,
                        new OffsetAndMetadata(3)));
    }

    @Test
    void aChannelThatIsAwayIsAskedAgainAfterGrowingPausesAndGetsTheAlertOnce() throws Exception {
        refusals.addAll(List.of(new IOException("away"), new IOException("away")));
        told(alert("a", true, NOW));
        turn();

        assertThat(pauses).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(sent).hasSize(1);
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void whatIsNeverTakenIsGivenUpAndCountedAndHoldsUpNothingLater() throws Exception {
        refusals.addAll(Collections.nCopies(4, new IOException("no")));
        told(alert("a", true, NOW));
        told(alert("b", true, NOW));
        turn();

        assertThat(pauses).hasSize(3);
        assertThat(sent).singleElement().asString().endsWith("The alert is b.");
        assertThat(metrics.counter("millrace.orchestration.rule.alerts", "channel", "chat", "result", "given up")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aDatabaseThatCannotWriteWhatWasTakenDoesNotMakeItTwo() throws Exception {
        afterSending = () -> store.create(List.of("ALTER TABLE millrace_told_alert RENAME COLUMN told_at TO away"));
        told(alert("a", true, NOW));
        assertThatThrownBy(this::turn).hasMessageContaining("The scheduler's store failed");
        store.create(List.of("ALTER TABLE millrace_told_alert RENAME COLUMN away TO told_at"));
        // The consumer of the tests gives each record once, so it is put there again.
        consumer.seek(PARTITION, 0);
        offset = 0;
        told(alert("a", true, NOW));
        turn();

        assertThat(sent).hasSize(1);
        assertThat(committed()).isEqualTo(1);
    }

    @Test
    void anAlertThatWasNotTakenWhenTheProcessEndsIsReadAgain() throws Exception {
        told(alert("a", true, NOW));
        turn();
        refusals.add(new IOException("away"));
        told(alert("b", true, NOW));
        assertThat(reader.turn(consumer, pause -> false)).isFalse();

        assertThat(committed()).isEqualTo(1);
    }
}
