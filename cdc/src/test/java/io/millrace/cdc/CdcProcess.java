package io.millrace.cdc;

import io.millrace.contracts.process.CrashPoint;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.Lifetime;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.Readiness;
import io.millrace.testkit.process.RunningProcess;
import io.millrace.testkit.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Capture as the process that users run, so that it can be killed. */
final class CdcProcess implements AutoCloseable {
    private static final int KILLED = 137;

    private final Path folder = TestStack.newFolder("cdc");
    private final Path pipeline = folder.resolve("pipeline.yaml");
    private final NamedProcess process = new NamedProcess("cdc", folder, folder);
    private RunningProcess running;

    CdcProcess(CaptureWorld world) {
        try {
            Files.writeString(pipeline, world.yaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it; what makes it ready is what the tests wait for. */
    void start() {
        launch(Map.of());
    }

    /** Starts it, and returns when it has been killed at this point of its code. */
    void dieAt(String point) {
        launch(Map.of(CrashPoint.VARIABLE, point));
        Eventually.eventually(() -> assertThat(running.isAlive()).isFalse());
        // Whatever else ends it is not the point.
        assertThat(running.exitStatus()).as(log()).hasValue(KILLED);
    }

    private void launch(Map<String, String> more) {
        JavaProgram program = JavaProgram.of(MillraceHome.find().module("cdc"), CdcMain.class.getName())
                .withHeap("256m")
                .shortLived()
                .withJvmFlags("-XX:+UseSerialGC");
        Map<String, String> environment = new HashMap<>(Map.of(
                "MILLRACE_PIPELINE", pipeline.toString(),
                "MILLRACE_KAFKA_BOOTSTRAP", CaptureWorld.STACK.kafka().bootstrapServers(),
                "MILLRACE_CDC_HTTP_PORT", "0",
                "MILLRACE_CDC_HEARTBEAT", "300ms",
                "MILLRACE_CDC_PROGRESS", "50ms",
                "MILLRACE_CDC_RELOAD_RANGE_BYTES", "65536",
                "MILLRACE_CDC_BATCH", "64"));
        environment.putAll(more);
        running = process.start(
                program.command(folder).withEnvironment(environment), Lifetime.WITH_THIS_JVM, Readiness.atOnce());
    }

    void kill() {
        running.kill();
        process.stop();
    }

    /** Freezes it as it is. */
    void pause() {
        running.signal(Signal.STOP);
    }

    /** Lets it go on. */
    void wake() {
        running.signal(Signal.CONT);
    }

    /** Asks it to end. */
    boolean stop() {
        return process.stop();
    }

    String wholeLog() {
        try {
            return Files.readString(process.log().path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log() {
        return String.join("\n", process.log().tail(40));
    }

    @Override
    public void close() {
        process.stop();
    }
}
