package io.millrace.lakehouse;

import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.CrashPoint;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.Lifetime;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.Readiness;
import io.millrace.testkit.process.RunningProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static io.millrace.lakehouse.LakehouseStack.LAKE;
import static org.assertj.core.api.Assertions.assertThat;

class KillIT {
    /** Those of compaction come when the scheduler asks for it; chaos runs die there too. */
    private static final List<CrashPoint> POINTS = Stream.of(CrashPoint.values())
            .filter(point -> point.process().equals("lakehouse"))
            .filter(point -> !point.name().endsWith("OPTIMIZE"))
            .toList();

    private static final int PASS = 1;
    private static final int KILLED = 137;
    private static final int LOG_LINES = 20;
    private static final int KEYS = 200;
    private static final Duration READY = Duration.ofMinutes(5);

    private final Map<Integer, String> source = new TreeMap<>();
    private final Random random = new Random(11);
    private long log = 100;

    @Test
    void killedAtEachNamedPointTheProcessLosesAndRepeatsNothing() throws Exception {
        Pipeline pipeline = LakehouseStack.pipeline(UserTable.ID);
        Path folder = TestStack.newFolder("kill");
        Path settings = Files.writeString(folder.resolve("settings.conf"), LakehouseStack.settingsText());
        Path file = Files.writeString(folder.resolve("pipeline.yaml"), LakehouseStack.yaml(pipeline));
        var process = new NamedProcess("lakehouse", folder.resolve("run"), folder.resolve("logs"));
        try (var capture = new FakeCapture(LakehouseStack.bootstrap(), pipeline.name(), UserTable.ID)) {
            capture.schema(UserTable.SCHEMA);
            capture.empty(UserTable.SCHEMA, log);
            for (CrashPoint point : POINTS) {
                // When it is killed there
                RunningProcess doomed =
                        launch(process, folder, settings, file, Map.of(CrashPoint.VARIABLE, point.atPass(PASS)));
                Awaitility.await()
                        .atMost(READY)
                        .pollInterval(Duration.ofMillis(250))
                        .until(() -> {
                            transactions(capture, 1);
                            return !doomed.isAlive();
                        });
                // Whatever else ends it is not the point.
                assertThat(doomed.exitStatus())
                        .as("%s: %s", point, process.log().tail(LOG_LINES))
                        .hasValue(KILLED);
            }
            long end = log;
            launch(process, folder, settings, file, Map.of());

            Awaitility.await().atMost(READY).until(() -> LAKE.snapshot(pipeline.name())
                    .filter(cut -> cut.position().reaches(new Position(1, end)))
                    .isPresent());
            process.stop();
        }

        Map<Integer, String> silver = new TreeMap<>();
        LakehouseStack.silver(pipeline, UserTable.ID)
                .forEach(row -> assertThat(silver.put((int) row.getLong(0), row.getString(1)))
                        .as("row of %s", row)
                        .isNull());
        assertThat(silver).isEqualTo(source);
    }

    private static RunningProcess launch(
            NamedProcess process, Path folder, Path settings, Path pipeline, Map<String, String> more) {
        JavaProgram program = JavaProgram.of(MillraceHome.find().module("lakehouse"), LakehouseMain.class.getName())
                .shortLived();
        Map<String, String> environment = new HashMap<>(more);
        environment.put("MILLRACE_SETTINGS", settings.toString());
        environment.put("MILLRACE_PIPELINE", pipeline.toString());
        return process.start(
                program.command(folder).withEnvironment(environment), Lifetime.WITH_THIS_JVM, Readiness.atOnce());
    }

    private void transactions(FakeCapture capture, int count) {
        for (int transaction = 0; transaction < count; transaction++) {
            long previous = log;
            for (int change = 0; change < 5; change++) {
                change(capture, ++log, previous);
            }
            log++;
        }
        capture.progress(log);
    }

    private void change(FakeCapture capture, long lsn, long previous) {
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
