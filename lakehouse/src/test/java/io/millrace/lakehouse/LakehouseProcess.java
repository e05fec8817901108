package io.millrace.lakehouse;

import io.millrace.contracts.lake.Maintenance;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.CrashPoint;
import io.millrace.contracts.process.TemporaryFolder;
import io.millrace.testkit.FreePorts;
import io.millrace.testkit.TestStack;
import io.millrace.testkit.process.JavaProgram;
import io.millrace.testkit.process.Lifetime;
import io.millrace.testkit.process.MillraceHome;
import io.millrace.testkit.process.NamedProcess;
import io.millrace.testkit.process.Readiness;
import io.millrace.testkit.process.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The lakehouse of a pipeline as the process that users run, so that it can be killed, paused and relieved. */
final class LakehouseProcess implements AutoCloseable {
    private static final int LOG_LINES = 20;

    private final Path folder;
    private final int port = FreePorts.next();
    private final Map<String, String> environment;
    private final NamedProcess process;
    private final List<String> jvmFlags;
    private final HttpClient http = HttpClient.newHttpClient();
    private CompletableFuture<?> compaction = CompletableFuture.completedFuture(null);

    /**
     * One that does not run yet.
     *
     * @param moreSettings lines of the settings file, after those that all tests have
     */
    LakehouseProcess(Pipeline pipeline, List<String> moreSettings, String... jvmFlags) {
        this.folder = TestStack.newFolder("lakehouse");
        this.process = new NamedProcess("lakehouse", folder.resolve("run"), folder.resolve("logs"));
        this.jvmFlags = List.of(jvmFlags);
        String settings = LakehouseStack.settingsText()
                + String.join("\n", moreSettings)
                + "\nlakehouse.http.port = %d\n".formatted(port);
        this.environment = Map.of(
                "MILLRACE_SETTINGS", written("settings.conf", settings),
                "MILLRACE_PIPELINE", written("pipeline.yaml", LakehouseStack.yaml(pipeline)));
    }

    private String written(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it, without waiting for anything. */
    RunningProcess start() {
        return start(Map.of());
    }

    /** Starts one that ends as {@code kill -9} ends it when it comes to this point for the first time. */
    RunningProcess startDoomed(CrashPoint point) {
        return start(Map.of(CrashPoint.VARIABLE, point.atPass(1)));
    }

    private RunningProcess start(Map<String, String> more) {
        JavaProgram program = JavaProgram.of(MillraceHome.find().module("lakehouse"), LakehouseMain.class.getName())
                .shortLived()
                // Not Java's: what is killed leaves its files there.
                .withJvmFlags(TemporaryFolder.jvmFlag(folder, "tmp"))
                .withJvmFlags(jvmFlags.toArray(String[]::new));
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return process.start(program.command(folder).withEnvironment(all), Lifetime.WITH_THIS_JVM, Readiness.atOnce());
    }

    /** Asks it to compact its tables, as the scheduler does; does nothing while it has not answered to the last time. */
    void requestCompaction() {
        if (compaction.isDone()) {
            URI url = URI.create("http://127.0.0.1:%d%s?operation=%s"
                    .formatted(port, Maintenance.PATH, Maintenance.OPTIMIZE.code()));
            var request = HttpRequest.newBuilder(url)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            compaction = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** The end of its log. */
    String log() {
        return String.join(System.lineSeparator(), process.log().tail(LOG_LINES));
    }

    /** How many lines of its log say this. */
    long said(String words) {
        try {
            return Files.readAllLines(process.log().path()).stream()
                    .filter(line -> line.contains(words))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}
