package io.millrace.cdc;

import io.millrace.testkit.KafkaService;
import io.millrace.testkit.process.RunningProcess;
import io.millrace.testkit.process.Signal;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The database and the broker end suddenly and come back; capture goes on by itself. */
@Isolated("stops services that all tests share")
class OutageIT {
    private static final int PATIENCE_MILLIS = 10_000;

    private static CaptureWorld world;
    private static ChangeCapture capture;

    @BeforeAll
    static void captureATable() {
        world = CaptureWorld.of("outage_it", "CREATE TABLE kept (id int PRIMARY KEY)", "public.kept");
        capture = world.capture();
        world.awaitLoaded();
    }

    @AfterAll
    static void stop() {
        capture.close();
    }

    @Test
    void aDatabaseThatComesBackIsCapturedOn() {
        world.sql("INSERT INTO kept VALUES (1)");
        CaptureWorld.STACK.postgres().kill();
        CaptureWorld.STACK.postgres().start();
        world.sql("INSERT INTO kept VALUES (2)");

        eventually(() -> assertThat(world.publishedIds("public.kept")).contains(1, 2));
    }

    @Test
    void aBrokerThatComesBackGetsEverything() {
        CaptureWorld.STACK.kafka().kill();
        world.sql("INSERT INTO kept VALUES (3)");
        CaptureWorld.STACK.kafka().start();
        world.sql("INSERT INTO kept VALUES (4)");

        eventually(() -> assertThat(world.publishedIds("public.kept")).contains(3, 4));
    }

    /** Frozen and not cut off by a proxy, past which it would tell its clients the way. */
    @Test
    void aBrokerThatDoesNotAnswerForAWhileGetsEverything() {
        // Asked for before it is frozen: the stack waits until a service answers.
        KafkaService kafka = CaptureWorld.STACK.kafka();
        RunningProcess broker = kafka.process().orElseThrow();
        broker.signal(Signal.STOP);
        try {
            world.sql("INSERT INTO kept VALUES (5)");
            awaitThatAClientGivesUp(kafka.bootstrapServers());
            world.sql("INSERT INTO kept VALUES (6)");
        } finally {
            broker.signal(Signal.CONT);
        }

        eventually(() -> assertThat(world.publishedIds("public.kept")).contains(5, 6));
    }

    private static void awaitThatAClientGivesUp(String bootstrap) {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers",
                bootstrap,
                "request.timeout.ms",
                PATIENCE_MILLIS,
                "default.api.timeout.ms",
                PATIENCE_MILLIS))) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get()).hasCauseInstanceOf(TimeoutException.class);
        }
    }
}
