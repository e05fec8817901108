package io.millrace.local.demo;

import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.local.stack.Probe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RefreshRunTest {
    private final ProcessEndpoint scheduler = ProcessEndpoint.open("127.0.0.1", 0, Optional::empty, Map::of);

    @TempDir
    private Path logs;

    private final AtomicInteger refusals = new AtomicInteger();
    private int refusal = 409;
    private String kind = "NOT_READY";
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void close() {
        scheduler.close();
    }

    private RefreshRun refresh() {
        return new RefreshRun(new Probe("http://127.0.0.1:" + scheduler.port()), logs, () -> {}, Duration.ofMillis(5));
    }

    private void answer(String result, String message) {
        scheduler.route(
                "/v1/jobs",
                request -> refusals.getAndDecrement() > 0
                        ? new Answer(refusal, Map.of("message", "The job refresh already runs", "kind", kind))
                        : new Answer(202, Map.of("id", 7)));
        Map<String, String> features = Map.of("name", "features", "result", "succeeded", "log", "features.log");
        Map<String, String> model = Map.of("name", "model", "result", result, "log", "model.log");
        scheduler.route(
                "/v1/runs",
                request -> new Answer(
                        200,
                        Map.of(
                                "result",
                                result,
                                "message",
                                message,
                                "endedAt",
                                "2026-01-01T00:00:00Z",
                                "steps",
                                List.of(features, model))));
    }

    @Test
    void aRefreshThatRunsByScheduleIsWaitedForAndAnotherFollows() throws Exception {
        // Given
        answer("succeeded", "");
        refusals.set(3);
        // When
        String sentence = refresh().run(told::add);
        // Then
        assertThat(sentence).startsWith("Refreshed in");
        assertThat(told)
                .containsExactly(
                        "waiting for the refresh that runs already", "features: succeeded", "model: succeeded");
    }

    @Test
    void aSchedulerThatStartsIsAskedAgain() throws Exception {
        // Given
        answer("succeeded", "");
        refusal = 503;
        refusals.set(3);
        // When
        refresh().run(told::add);
        // Then
        assertThat(told)
                .containsExactly("waiting for the scheduler, which starts", "features: succeeded", "model: succeeded");
    }

    @Test
    void aSchedulerWithoutItsStoreIsNotWaitedFor() {
        // Given
        answer("succeeded", "");
        refusal = 503;
        kind = "ENVIRONMENT";
        refusals.set(1);
        // Then
        assertThatThrownBy(() -> refresh().run(told::add)).hasMessageContaining("does not start a refresh");
    }

    @Test
    void whatAStepSaysOfItselfIsPassedOn() throws Exception {
        // Given
        Files.writeString(
                logs.resolve("model.log"),
                """
                # java io.millrace.ml.TrainMain all
                2026-01-01T00:00:00.000Z WARN  InstanceBuilder - no native code
                2026-01-01T00:00:01.000Z INFO  ModelSteps - trained m1 on 3 users
                2026-01-01T00:00:02.000Z INFO  i.m.ml.ModelSteps - evaluated m1: %s
                """
                        .formatted("9".repeat(100)));
        answer("succeeded", "");
        // When
        refresh().run(told::add);
        // Then
        assertThat(told)
                .containsExactly(
                        "trained m1 on 3 users",
                        "evaluated m1: " + "9".repeat(100),
                        "features: succeeded",
                        "model: succeeded");
    }

    @Test
    void aFailureIsASentenceWithTheLogOfTheStepThatFailed() {
        // Given
        answer("failed", "The step model failed at attempt 1");
        // Then
        assertThatThrownBy(() -> refresh().run(told::add))
                .isInstanceOf(PipelineException.class)
                .hasMessage("The refresh failed: The step model failed at attempt 1. Its log is "
                        + logs.resolve("model.log"));
    }
}
