package io.millrace.cdc;

import io.millrace.contracts.change.Change;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import static io.millrace.cdc.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

/** The database and the broker end suddenly and come back; capture goes on by itself. */
@Isolated("stops services that all tests share")
class OutageIT {
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

        eventually(() -> assertThat(ids()).contains(1, 2));
    }

    @Test
    void aBrokerThatComesBackGetsEverything() {
        CaptureWorld.STACK.kafka().kill();
        world.sql("INSERT INTO kept VALUES (3)");
        CaptureWorld.STACK.kafka().start();
        world.sql("INSERT INTO kept VALUES (4)");

        eventually(() -> assertThat(ids()).contains(3, 4));
    }

    private static Iterable<Integer> ids() {
        return world.published().changes("public.kept").stream()
                .map(Change::key)
                .filter(key -> key != null)
                .map(key -> key.get("id").intValue())
                .toList();
    }
}
