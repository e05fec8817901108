package io.millrace.orchestration;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Settings;
import io.millrace.orchestration.fake.FakeHome;
import io.millrace.orchestration.fake.FakeMailServer;
import io.millrace.orchestration.fake.FakeServer;
import io.millrace.orchestration.fake.FakeServer.Asked;
import io.millrace.orchestration.fake.FakeServer.Told;
import io.millrace.orchestration.fake.Hold;
import io.millrace.orchestration.fake.SchedulerClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The scheduler with real child processes and its embedded store; only what the children do is made up. */
class OrchestrationIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private FakeHome home;
    private Orchestration scheduler;

    @BeforeEach
    void createHome() throws IOException {
        home = FakeHome.in(folder);
    }

    @AfterEach
    void closeScheduler() {
        if (scheduler != null) {
            scheduler.close();
        }
    }

    private SchedulerClient start(String featuresCodes, String modelCodes, String... more) {
        String settings = home.settings(featuresCodes, modelCodes) + String.join("\n", more);
        scheduler = new Orchestration(OrchestrationConfig.from(Settings.parse(settings), home.path()));
        scheduler.start();
        return new SchedulerClient(scheduler.port());
    }

    private SchedulerClient restart(String featuresCodes, String modelCodes, String... more) {
        scheduler.close();
        return start(featuresCodes, modelCodes, more);
    }

    private static List<String> attempts(JsonNode run) {
        return run.findPath("steps").findValuesAsText("log").stream()
                .map(log -> log.replaceFirst("[a-z]+-\\d+-", "").replace(".log", ""))
                .toList();
    }

    @Test
    void aRefreshRunsFeaturesThenModelAndKeepsTheirLogs() throws IOException {
        JsonNode run = start("0", "0").run("refresh");

        assertThat(run.path("result").asText()).isEqualTo("succeeded");
        assertThat(run.path("cause").asText()).isEqualTo("request");
        assertThat(attempts(run)).containsExactly("features-1", "model-1");
        assertThat(folder.resolve("state/logs/refresh-1-model-1.log"))
                .content()
                .contains("-Xmx32m")
                .endsWith("The fake model ends with 0\n");
        assertThat(new SchedulerClient(scheduler.port()).metrics())
                .contains("millrace_orchestration_runs_total{job=\"refresh\",result=\"succeeded\"} 1.0")
                .containsPattern("last_success_timestamp_seconds\\{job=\"refresh\"} 1\\.\\d+E9")
                .contains("last_success_timestamp_seconds{job=\"maintain\"} NaN");
    }

    @Test
    void aChainStopsWhereAStepFailsAndTellsTheWebhook() throws IOException {
        try (var slack = new FakeServer()) {
            JsonNode run = start("2", "0", "orchestration.webhook.url = \"%s/hook\"".formatted(slack.uri()))
                    .run("refresh");

            assertThat(run.path("result").asText()).isEqualTo("failed");
            assertThat(run.path("kind").asText()).isEqualTo("CONFIGURATION");
            assertThat(run.path("steps").path(0).path("exitCode").asInt()).isEqualTo(2);
            assertThat(attempts(run)).containsExactly("features-1");
            assertThat(home.calls("model")).isEmpty();
            await().atMost(PATIENCE).until(() -> slack.asked().size() == 1);
            assertThat(slack.asked().get(0).path()).isEqualTo("/hook");
            assertThat(slack.asked().get(0).body())
                    .startsWith("{\"text\":\"Millrace: refresh failed (run 1)\\n")
                    .contains(
                            "The step features failed at attempt 1 (CONFIGURATION, exit code 2): The fake features ends");
        }
    }

    @Test
    void aFailureThatMayPassIsTriedAgain() {
        JsonNode run = start("12-14-0", "0").run("refresh");

        assertThat(run.path("result").asText()).isEqualTo("succeeded");
        assertThat(attempts(run)).containsExactly("features-1", "features-2", "features-3", "model-1");
        assertThat(run.path("steps").findValuesAsText("kind")).startsWith("LAKE", "NOT_READY");
    }

    @Test
    void attemptsAreBounded() {
        JsonNode run = start("0", "13").run("refresh");

        assertThat(run.path("kind").asText()).isEqualTo("ONLINE_STORE");
        assertThat(home.calls("model")).hasSize(3);
        assertThat(home.calls("features")).hasSize(1);
    }

    @Test
    void modelsAreListedSwitchedAndListedAgain() throws IOException {
        SchedulerClient client = start("0", "0");

        assertThat(client.get("/v1/models").body().path("looking").asBoolean()).isTrue();
        assertThat(currentModel(client)).isEqualTo("als-2");
        // A second look would find nothing else.
        assertThat(client.get("/v1/models").body().path("looking").asBoolean()).isFalse();
        assertThat(Files.readAllLines(folder.resolve("models.calls"))).containsExactly("list --json");

        assertThat(client.post("/v1/models/als-3/promote").status()).isEqualTo(202);
        assertThat(change(client).path("result").asText()).isEqualTo("done");
        assertThat(change(client).path("message").asText()).startsWith("als-3 is current instead of");
        assertThat(currentModel(client)).isEqualTo("als-3");

        assertThat(client.post("/v1/models/rollback").status()).isEqualTo(202);
        assertThat(change(client).path("what").asText()).isEqualTo("roll back");
        assertThat(currentModel(client)).isEqualTo("als-1");

        client.run("refresh");
        Files.writeString(folder.resolve("current.model"), "als-4");
        client.run("refresh");
        await().atMost(PATIENCE).until(() -> currentModel(client).equals("als-4"));
    }

    @Test
    void modelThatMayNotBeCurrentIsRefusedWithTheReason() throws IOException {
        SchedulerClient client = start("0", "0");

        client.post("/v1/models/als-bad/promote");

        assertThat(change(client).path("result").asText()).isEqualTo("failed");
        assertThat(change(client).path("message").asText()).isEqualTo("als-bad was rejected: it is worse");
        assertThat(client.post("/v1/models/--force/promote").status()).isEqualTo(404);
        assertThat(client.get("/v1/models/rollback").status()).isEqualTo(405);
        assertThat(Files.readAllLines(folder.resolve("models.calls"))).noneMatch(call -> call.contains("--force"));
    }

    /** The model that is listed as current, when nobody is looking for another. */
    private static String currentModel(SchedulerClient client) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> client.get("/v1/models").body(),
                        known -> !known.path("looking").asBoolean()
                                && known.path("models").isArray())
                .path("models")
                .path(0)
                .path("model")
                .asText();
    }

    /** The latest change, when it has ended. */
    private static JsonNode change(SchedulerClient client) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> client.get("/v1/models").body().path("change"),
                        change -> !change.path("result").asText("running").equals("running"));
    }

    @Test
    void whoSawToAnAlertFirstIsRememberedAlsoAfterARestart() {
        SchedulerClient client = start("0", "0");
        String at = "2026-11-27T10:20:30Z";

        client.post("/v1/acknowledgements", "{\"alert\":\"a1\",\"by\":\"Ana\",\"at\":\"%s\"}".formatted(at));
        JsonNode second = client.post(
                        "/v1/acknowledgements", "{\"alert\":\"a1\",\"by\":\"Ben\",\"at\":\"%s\"}".formatted(at))
                .body();
        assertThat(second.path("by").asText()).isEqualTo("Ana");
        assertThat(client.post("/v1/acknowledgements", "{\"alert\":\"a2\"}").status())
                .isEqualTo(400);

        client = restart("0", "0");
        assertThat(client.get("/v1/acknowledgements").body())
                .singleElement()
                .satisfies(known -> assertThat(known.path("at").asText()).isEqualTo(at));
    }

    @Test
    void aJobThatRunsIsNotBegunAgain() throws IOException {
        SchedulerClient client = start("0", "0");
        try (Hold held = home.hold("features")) {
            long run = client.post("/v1/jobs/refresh/run").body().path("id").asLong();
            await().atMost(PATIENCE).until(() -> home.calls("features").size() == 1);

            SchedulerClient.Answer second = client.post("/v1/jobs/refresh/run");

            assertThat(second.status()).isEqualTo(409);
            assertThat(second.body().path("run").asLong()).isEqualTo(run);
            assertThat(client.get("/v1/jobs")
                            .body()
                            .path(0)
                            .path("open")
                            .path("result")
                            .asText())
                    .isEqualTo("running");
            held.release();
            assertThat(client.ended(run).path("result").asText()).isEqualTo("succeeded");
        }
        assertThat(home.calls("features")).hasSize(1);
        assertThat(client.post("/v1/jobs/refresh/run").status()).isEqualTo(202);
    }

    @Test
    void aRunThatOutlastsItsIntervalIsNotOvertaken() throws IOException {
        try (Hold held = home.hold("features")) {
            SchedulerClient client =
                    start("0", "0", "orchestration.scheduled = true", "orchestration.refresh.cron = \"* * * * * ?\"");
            Instant begin = Instant.now();
            await().atMost(PATIENCE).until(() -> home.calls("features").size() == 1);

            // Several times come while the first run is held.
            await().atMost(PATIENCE).until(() -> Instant.now().isAfter(begin.plusSeconds(3)));
            assertThat(home.calls("features")).hasSize(1);
            held.release();
            JsonNode first = client.ended(1);
            JsonNode second = client.ended(2);

            assertThat(first.path("cause").asText()).isEqualTo("schedule");
            assertThat(Instant.parse(second.path("startedAt").asText()))
                    .isAfterOrEqualTo(Instant.parse(first.path("endedAt").asText()));
        }
    }

    @Test
    void timesThatWereMissedAreMadeUpForOnce() throws SQLException {
        start("0", "0", "orchestration.scheduled = true");
        scheduler.close();
        long threeHoursAgo = Instant.now().minusSeconds(3 * 3600).toEpochMilli();
        sql("UPDATE QRTZ_TRIGGERS SET NEXT_FIRE_TIME = %d WHERE TRIGGER_NAME = 'refresh'".formatted(threeHoursAgo));

        SchedulerClient client = start("0", "0", "orchestration.scheduled = true");
        JsonNode run = client.ended(1);

        assertThat(run.path("cause").asText()).isEqualTo("schedule");
        // A run has ended a moment before its job is free.
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode refresh = client.get("/v1/jobs").body().path(0);
            assertThat(Instant.parse(refresh.path("next").asText())).isAfter(Instant.now());
            assertThat(refresh.path("open").isNull()).isTrue();
        });
        assertThat(home.calls("features")).hasSize(1);
    }

    @Test
    void historyAndSchedulesOutliveTheScheduler() {
        start("0-2", "0", "orchestration.scheduled = true").run("refresh");
        JsonNode before =
                new SchedulerClient(scheduler.port()).get("/v1/runs/1").body();

        SchedulerClient client = restart("0-2", "0", "orchestration.scheduled = true");

        assertThat(client.get("/v1/runs/1").body()).isEqualTo(before);
        assertThat(client.metrics()).containsPattern("last_success_timestamp_seconds\\{job=\"refresh\"} 1\\.\\d+E9");
        assertThat(client.run("refresh").path("id").asLong()).isGreaterThan(1);
        JsonNode newest = client.get("/v1/runs?limit=1").body();
        assertThat(newest).hasSize(1);
        assertThat(newest.path(0).path("result").asText()).isEqualTo("failed");
    }

    @Test
    void aRunThatIsInterruptedByAStopGoesOnAtTheNextStart() throws IOException {
        try (Hold held = home.hold("features")) {
            SchedulerClient client = start("0", "0");
            client.post("/v1/jobs/refresh/run");
            await().atMost(PATIENCE).until(() -> home.calls("features").size() == 1);
            long child = home.calls("features").get(0);

            scheduler.close();

            assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
            held.release();
        }
        SchedulerClient client = start("0", "0");
        JsonNode resumed = client.ended(2);

        assertThat(client.get("/v1/runs/1").body().path("result").asText()).isEqualTo("interrupted");
        assertThat(resumed.path("cause").asText()).isEqualTo("recovery");
        assertThat(resumed.path("result").asText()).isEqualTo("succeeded");
    }

    @Test
    void aStepThatOutlivedItsSchedulerIsStopped() throws Exception {
        start("0", "0");
        scheduler.close();
        Process orphan = new ProcessBuilder("sleep", "600").start();
        insertRunning(orphan.pid(), orphan.info().startInstant().orElseThrow());

        SchedulerClient client = start("0", "0");

        assertThat(orphan.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.get("/v1/runs/7").body().path("result").asText()).isEqualTo("interrupted");
    }

    @Test
    void aProcessThatOnlyHasTheNumberOfAStepIsLeftAlone() throws Exception {
        start("0", "0");
        scheduler.close();
        Process stranger = new ProcessBuilder("sleep", "600").start();
        insertRunning(stranger.pid(), Instant.now().minusSeconds(3600));

        start("0", "0");

        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly();
    }

    @Test
    void maintenanceAsksTheLakehouseAndTriesAgainWhenItSaysSo() throws IOException {
        try (var lakehouse = new FakeServer(
                new Told(503, "{\"kind\":\"LAKE\",\"message\":\"slow down\"}"), new Told(200, "{\"tables\":4}"))) {
            JsonNode run = start("0", "0", "orchestration.lakehouse-url = \"%s\"".formatted(lakehouse.uri()))
                    .run("maintain");

            assertThat(run.path("result").asText()).isEqualTo("succeeded");
            assertThat(lakehouse.asked().stream().map(Asked::path))
                    .containsExactly(
                            "/v1/maintenance?operation=optimize",
                            "/v1/maintenance?operation=optimize",
                            "/v1/maintenance?operation=vacuum");
        }
    }

    @Test
    void aLakehouseThatIsAwayIsAFailureOfTheLake() {
        JsonNode run = start("0", "0", "orchestration.lakehouse-url = \"http://127.0.0.1:1\"")
                .run("maintain");

        assertThat(run.path("kind").asText()).isEqualTo("LAKE");
        assertThat(run.path("steps")).hasSize(3);
    }

    @Test
    void aStepThatHangsIsStoppedAtItsLimit() throws IOException {
        try (Hold held = home.hold("features")) {
            JsonNode run = start("0", "0", "orchestration.step-limit = 6s").run("refresh");

            assertThat(held.holds()).isTrue();
            assertThat(run.path("message").asText()).contains("took longer than PT6S");
            assertThat(ProcessHandle.of(home.calls("features").get(0)).filter(ProcessHandle::isAlive))
                    .isEmpty();
        }
    }

    @Test
    void aFailureIsMailed() throws Exception {
        try (var mail = new FakeMailServer()) {
            start(
                            "20",
                            "0",
                            "orchestration.mail { host = \"127.0.0.1\", port = %d, starttls = false, to = \"a@x b@x\" }"
                                    .formatted(mail.port()))
                    .run("refresh");

            assertThat(mail.lines().get(20, TimeUnit.SECONDS))
                    .contains("RCPT TO:<a@x>", "RCPT TO:<b@x>", "Subject: Millrace: refresh failed (run 1)")
                    .anyMatch(line -> line.contains("DATA_LOSS, exit code 20"));
        }
    }

    @Test
    void anAlertThatCannotBeToldIsCountedAndChangesNothing() throws IOException {
        try (var slack = new FakeServer(new Told(500, "no"))) {
            SchedulerClient client = start(
                    "2",
                    "0",
                    "orchestration.webhook.url = \"%s\"".formatted(slack.uri()),
                    "orchestration.mail { host = \"127.0.0.1\", port = 1, to = \"a@x\" }");

            assertThat(client.run("refresh").path("kind").asText()).isEqualTo("CONFIGURATION");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(client.metrics())
                    .contains("alerts_total{channel=\"webhook\",result=\"failed\"} 1.0")
                    .contains("alerts_total{channel=\"mail\",result=\"failed\"} 1.0"));
        }
    }

    @Test
    void sparkSubmitIsCalledAndItsExitCodeCounts() throws IOException {
        Path submit = folder.resolve("spark-submit");
        Files.writeString(submit, "#!/bin/sh\necho \"$@\" >> %s/submitted\nexit 14\n".formatted(folder));
        assertThat(submit.toFile().setExecutable(true)).isTrue();
        Files.createFile(folder.resolve("features/target/millrace-features-job.jar"));

        JsonNode run = start(
                        "0",
                        "0",
                        "orchestration.launcher = spark-submit",
                        "orchestration.retry.attempts = 1",
                        "orchestration.spark-submit.command = \"%s --master spark://host:7077\"".formatted(submit))
                .run("refresh");

        assertThat(run.path("kind").asText()).isEqualTo("NOT_READY");
        assertThat(folder.resolve("submitted"))
                .content()
                .startsWith("--master spark://host:7077 --class io.millrace.orchestration.fake.FakeStep"
                        + " --driver-memory 32m " + folder + "/features/target/millrace-features-job.jar");
    }

    @Test
    void oldRunsAreForgottenWithTheirLogs() {
        SchedulerClient client =
                start("0", "0", "orchestration.history.runs = 1", "orchestration.refresh.steps = features");
        client.run("refresh");
        client.run("refresh");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(client.get("/v1/runs").body().findValuesAsText("id")).containsExactly("2");
            assertThat(folder.resolve("state/logs").toFile().list()).containsExactly("refresh-2-features-1.log");
        });
    }

    @Test
    void wrongRequestsAreToldWhatIsWrong() {
        SchedulerClient client = start("0", "0");
        assertThat(client.post("/v1/jobs/refesh/run").status()).isEqualTo(404);
        assertThat(client.get("/v1/jobs/refresh/run").status()).isEqualTo(405);
        assertThat(client.get("/v1/runs/77").status()).isEqualTo(404);
        assertThat(client.get("/v1/runs/x").status()).isEqualTo(404);
        assertThat(client.get("/v1/runs?limit=0").status()).isEqualTo(400);
        assertThat(client.get("/status").body().path("jobs").findValuesAsText("name"))
                .containsExactly("refresh", "maintain", "audit", "clicks", "measures");
    }

    /** Leaves run 7 behind as a killed scheduler would, with a process of its step. */
    private void insertRunning(long pid, Instant pidStartedAt) throws SQLException {
        sql("INSERT INTO millrace_run (id, job, cause, result, requested_at, started_at, message)"
                + " VALUES (7, 'refresh', 'schedule', 'running', now(), now(), '')");
        sql(("INSERT INTO millrace_attempt"
                        + " (run, name, attempt, result, started_at, message, log, pid, pid_started_at)"
                        + " VALUES (7, 'features', 1, 'running', now(), '', 'x.log', %d, '%s')")
                .formatted(pid, pidStartedAt));
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("state/store"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }
}
