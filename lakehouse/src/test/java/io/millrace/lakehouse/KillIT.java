package io.millrace.lakehouse;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.CrashPoint;
import io.millrace.testkit.process.RunningProcess;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static org.assertj.core.api.Assertions.assertThat;

class KillIT {
    private static final List<CrashPoint> POINTS = Stream.of(CrashPoint.values())
            .filter(point -> point.process().equals("lakehouse"))
            .toList();

    /** The points that nothing leads to but the scheduler, which asks for a compaction. */
    private static final Set<CrashPoint> ON_REQUEST =
            EnumSet.of(CrashPoint.LAKEHOUSE_BEFORE_OPTIMIZE, CrashPoint.LAKEHOUSE_AFTER_OPTIMIZE);

    private static final int KILLED = 137;
    private static final int KEYS = 200;
    private static final Duration READY = Duration.ofMinutes(5);

    private final Map<Integer, String> source = new TreeMap<>();
    private final Random random = new Random(11);
    private long log = 100;
    private int changes;
    private int clicks;

    @Test
    void killedAtEachNamedPointTheProcessLosesAndRepeatsNothing() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        try (var process = new LakehouseProcess(pipeline, List.of());
                var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, log);
            for (CrashPoint point : POINTS) {
                // When it is killed there
                RunningProcess doomed = process.startDoomed(point);
                Awaitility.await()
                        .atMost(READY)
                        .pollInterval(Duration.ofMillis(250))
                        .until(() -> {
                            transactions(capture, 1);
                            if (ON_REQUEST.contains(point)) {
                                process.requestCompaction();
                            }
                            return !doomed.isAlive();
                        });
                // Whatever else ends it is not the point.
                assertThat(doomed.exitStatus())
                        .as("%s: %s", point, process.log())
                        .hasValue(KILLED);
            }
            long end = log;
            process.start();

            Awaitility.await().atMost(READY).until(() -> LAKE.snapshot(pipeline.name())
                    .filter(cut -> cut.position().reaches(new Position(1, end)))
                    .isPresent());
        }

        Map<Integer, String> silver = new TreeMap<>();
        LakehouseStack.silver(pipeline, UserTable.ID)
                .forEach(row -> assertThat(silver.put((int) row.getLong(0), row.getString(1)))
                        .as("row of %s", row)
                        .isNull());
        assertThat(silver).isEqualTo(source);
        assertThat(UserTable.records(pipeline)).doesNotHaveDuplicates().hasSize(changes);
        // Then events, which stand behind no position, are all there, too, each once.
        Awaitility.await().atMost(READY).untilAsserted(() -> assertThat(clicksInTheLake(pipeline))
                .hasSize(clicks)
                .doesNotHaveDuplicates());
    }

    private static List<String> clicksInTheLake(Pipeline pipeline) {
        return LAKE.read(pipeline.name() + "__events", "click").select("event_id").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** An event, and again one that was told before, as a client does that was not answered. */
    private void clicks(FakeCapture capture) {
        click(capture, ++clicks);
        click(capture, 1 + random.nextInt(clicks));
    }

    private static void click(FakeCapture capture, int number) {
        capture.click("e" + number, "'user':'u','item':'i%d'".formatted(number));
    }

    private void transactions(FakeCapture capture, int count) {
        for (int transaction = 0; transaction < count; transaction++) {
            long previous = log;
            for (int change = 0; change < 5; change++) {
                change(capture, ++log, previous);
            }
            log++;
        }
        clicks(capture);
        capture.progress(log);
    }

    private void change(FakeCapture capture, long lsn, long previous) {
        changes++;
        int key = random.nextInt(KEYS);
        if (!source.containsKey(key)) {
            source.put(key, "name " + lsn);
            UserTable.row(capture, Operation.CREATE, lsn, previous, key, "name " + lsn);
        } else if (random.nextInt(4) == 0) {
            source.remove(key);
            UserTable.delete(capture, lsn, previous, key);
        } else {
            source.put(key, "name " + lsn);
            UserTable.rename(capture, lsn, previous, key, "name " + lsn);
        }
    }
}
