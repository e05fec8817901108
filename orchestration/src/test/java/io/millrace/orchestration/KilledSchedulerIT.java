package io.millrace.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.FailureKind;
import io.millrace.orchestration.fake.FakeHome;
import io.millrace.orchestration.fake.Hold;
import io.millrace.orchestration.fake.SchedulerClient;
import io.millrace.testkit.FreePorts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The scheduler's own process, killed. */
class KilledSchedulerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int INTERRUPTED = 130;

    @TempDir
    Path folder;

    private final int port = FreePorts.next();
    private FakeHome home;
    private Process scheduler;

    @BeforeEach
    void createHome() throws IOException {
        home = FakeHome.in(folder);
    }

    @AfterEach
    void killScheduler() {
        if (scheduler != null) {
            scheduler.destroyForcibly();
        }
    }

    private SchedulerClient start() throws IOException {
        scheduler = command("")
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("scheduler.log").toFile()))
                .start();
        var client = new SchedulerClient(port);
        await().atMost(PATIENCE).until(client::ready);
        return client;
    }

    /** What a scheduler says that ends by itself. */
    private String startedInVain(String more, FailureKind kind) throws IOException, InterruptedException {
        Process process = command(more).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(kind.exitCode());
        return said;
    }

    private ProcessBuilder command(String more) throws IOException {
        Path settings = Files.createTempFile(folder, "settings", ".conf");
        Files.writeString(settings, home.settings("0", "0") + "\norchestration.http.port = " + port + "\n" + more);
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dmillrace.home=" + folder,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.millrace.orchestration.OrchestrationMain")
                .redirectErrorStream(true);
        builder.environment().put("MILLRACE_SETTINGS", settings.toString());
        builder.environment().put("MILLRACE_LAKE_ROOT", "s3a://elsewhere");
        builder.environment().put("MILLRACE_ORCHESTRATION_MAIL_PASSWORD", "secret");
        return builder;
    }

    private long beginHeldRun(SchedulerClient client) {
        int earlier = home.calls("features").size();
        client.post("/v1/jobs/refresh/run");
        await().atMost(PATIENCE).until(() -> home.calls("features").size() == earlier + 1);
        return home.calls("features").get(earlier);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private void kill() throws InterruptedException {
        scheduler.destroyForcibly();
        assertThat(scheduler.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aRunThatDiedWithItsSchedulerIsInterruptedAndBegunAgainOnce() throws Exception {
        try (Hold held = home.hold("features")) {
            long child = beginHeldRun(start());
            assertThat(home.environment("features"))
                    .contains("MILLRACE_LAKE_ROOT", "MILLRACE_SETTINGS")
                    .doesNotContain("MILLRACE_ORCHESTRATION_MAIL_PASSWORD");

            kill();

            SchedulerClient client = start();
            assertThat(isAlive(child)).isFalse();
            assertThat(client.get("/v1/runs/1").body().path("result").asText()).isEqualTo("interrupted");
            assertThat(client.get("/v1/runs/1")
                            .body()
                            .path("steps")
                            .path(0)
                            .path("result")
                            .asText())
                    .isEqualTo("interrupted");
            assertThat(held.holds()).isTrue();
        }
        JsonNode again = new SchedulerClient(port).ended(2);
        assertThat(again.path("cause").asText()).isEqualTo("recovery");
        assertThat(again.path("result").asText()).isEqualTo("succeeded");
        assertThat(home.calls("features")).hasSize(2);
    }

    @Test
    void aRunThatTakesItsSchedulerAlongTwiceIsNotBegunAThirdTime() throws Exception {
        try (Hold held = home.hold("features")) {
            beginHeldRun(start());
            kill();
            start();
            await().atMost(PATIENCE).until(() -> home.calls("features").size() == 2);
            kill();

            SchedulerClient client = start();

            await().atMost(PATIENCE).until(() -> Files.readString(folder.resolve("scheduler.log"))
                    .contains("not begun a third time"));
            assertThat(client.get("/v1/runs").body().findValuesAsText("cause")).containsExactly("recovery", "request");
            assertThat(held.holds()).isTrue();
            assertThat(home.calls("features")).hasSize(2);
        }
    }

    @Test
    void aSchedulerThatIsToldToEndTakesItsStepsAlong() throws Exception {
        try (Hold held = home.hold("features")) {
            long child = beginHeldRun(start());

            scheduler.destroy();

            assertThat(scheduler.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(scheduler.exitValue()).isEqualTo(INTERRUPTED);
            assertThat(isAlive(child)).isFalse();
            assertThat(held.holds()).isTrue();
        }
        assertThat(start().ended(2).path("result").asText()).isEqualTo("succeeded");
    }

    @Test
    void aSecondSchedulerIsKeptOffTheStore() throws Exception {
        start();
        assertThat(startedInVain("orchestration.http.port = 0", FailureKind.ENVIRONMENT))
                .contains("Another scheduler uses the store");
    }

    @Test
    void aWrongCronExpressionEndsTheProcessWithTheReason() throws Exception {
        assertThat(startedInVain("orchestration.refresh.cron = \"0 * * * *\"", FailureKind.CONFIGURATION))
                .contains("orchestration.refresh.cron is '0 * * * *'")
                .contains("seconds first");
    }
}
