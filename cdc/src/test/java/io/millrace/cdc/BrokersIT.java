package io.millrace.cdc;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import io.millrace.testkit.KafkaService;
import io.millrace.testkit.ServicePlace;
import io.millrace.testkit.TestStack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** Topics with three copies, of which two must be in sync: one broker may be missing, and while two are, nothing is lost. */
@Isolated("other topics would come to brokers that go away")
class BrokersIT {
    private static final Duration LONG_ENOUGH_TO_SEND = Duration.ofSeconds(5);

    private static KafkaService second;
    private static KafkaService third;
    private static CaptureWorld world;
    private static ChangeCapture capture;

    @BeforeAll
    static void captureWithThreeBrokers() {
        KafkaService first = CaptureWorld.STACK.kafka();
        second = first.joined(ServicePlace.temporary(TestStack.newFolder("kafka-2")), 2);
        third = first.joined(ServicePlace.temporary(TestStack.newFolder("kafka-3")), 3);
        second.start();
        third.start();
        String brokers = Stream.of(first, second, third)
                .map(KafkaService::bootstrapServers)
                .collect(Collectors.joining(","));
        world = CaptureWorld.of("brokers_it", "CREATE TABLE kept (id int PRIMARY KEY)", "public.kept")
                .with("kafka.bootstrap = \"%s\"\nkafka.replication = 3".formatted(brokers));
        capture = world.capture();
        world.awaitLoaded();
    }

    @AfterAll
    static void stop() {
        capture.close();
        second.stop();
        third.stop();
    }

    @Test
    void whatIsWrittenWhileOneOfThreeBrokersIsDownIsPublishedMeanwhile() {
        second.kill();
        try {
            world.sql("INSERT INTO kept VALUES (1)");
            eventually(() -> assertThat(world.publishedIds("public.kept")).contains(1));
        } finally {
            second.start();
        }
        world.sql("INSERT INTO kept VALUES (2)");
        eventually(() -> assertThat(world.publishedIds("public.kept")).contains(2));
    }

    @Test
    void whileTooFewCopiesAreInSyncTheSourceKeepsItsLogAndAfterThatNothingIsMissing() throws Exception {
        second.kill();
        third.kill();
        try {
            world.sql("INSERT INTO kept VALUES (3)");
            String written = ask("SELECT pg_current_wal_lsn()");
            eventually(() -> assertThat(copiesInSync()).containsOnly(1));
            Awaitility.await()
                    .during(LONG_ENOUGH_TO_SEND)
                    .atMost(LONG_ENOUGH_TO_SEND.multipliedBy(4))
                    .until(() ->
                            ask("SELECT confirmed_flush_lsn < '%s' FROM pg_replication_slots WHERE slot_name = 'brokers_it'"
                                            .formatted(written))
                                    .equals("t"));
        } finally {
            second.start();
            third.start();
        }
        world.sql("INSERT INTO kept VALUES (4)");
        eventually(() -> assertThat(world.publishedIds("public.kept")).contains(3, 4));
    }

    /** How many copies of each partition have all that was confirmed. */
    private static List<Integer> copiesInSync() throws Exception {
        String topic = new Topics("brokers_it").changes(TableId.parse("public.kept"));
        try (Admin admin = Admin.create(
                Map.of("bootstrap.servers", CaptureWorld.STACK.kafka().bootstrapServers()))) {
            return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().stream()
                    .map(partition -> partition.isr().size())
                    .toList();
        }
    }

    private static String ask(String query) throws SQLException {
        try (var connection = world.connect();
                var row = connection.createStatement().executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
