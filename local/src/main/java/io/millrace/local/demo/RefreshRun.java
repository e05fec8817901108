package io.millrace.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks the scheduler for a refresh now and follows it to its end.
 *
 * @param stack whose scheduler is asked
 */
public record RefreshRun(Stack stack) {
    private static final long POLL_MILLIS = 500;

    /**
     * Runs the chain; gives a sentence about it.
     *
     * @param lines gets a line when a step starts and when it ends
     * @throws PipelineException of kind NOT_READY if a step failed, with the place of its log, or the scheduler has ended
     */
    public String run(Consumer<String> lines) throws InterruptedException {
        var probe = new Probe(stack.endpoint(MillraceProcess.ORCHESTRATION));
        Optional<Probe.Answer> answer = probe.post("/v1/jobs/refresh/run");
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Probe.Answer started = answer.orElseThrow(() -> new PipelineException(
                FailureKind.NOT_READY,
                "The scheduler does not answer at %s; see './millrace logs orchestration'".formatted(probe.base())));
        if (!started.ok()) {
            throw new PipelineException(
                    FailureKind.NOT_READY, "The scheduler does not start a refresh: " + started.body());
        }
        String id = started.body().path("id").asText();
        Instant begin = Instant.now();
        Map<String, String> seen = new HashMap<>();
        while (true) {
            // A busy machine may answer late; the question is asked again for as long as the scheduler runs.
            Optional<JsonNode> run =
                    probe.get("/v1/runs/" + id).filter(Probe.Answer::ok).map(Probe.Answer::body);
            if (run.isPresent()) {
                tell(run.get(), seen, lines);
                if (run.get().hasNonNull("endedAt")) {
                    return ended(run.get(), begin);
                }
            }
            Thread.sleep(POLL_MILLIS);
            stack.requireRunning(MillraceProcess.ORCHESTRATION);
        }
    }

    private static void tell(JsonNode run, Map<String, String> seen, Consumer<String> lines) {
        for (JsonNode step : run.path("steps")) {
            String name = step.path("name").asText();
            String result = step.path("result").asText();
            if (!result.equals(seen.put(name, result))) {
                lines.accept("%s: %s".formatted(name, result));
            }
        }
    }

    private String ended(JsonNode run, Instant begin) {
        String result = run.path("result").asText();
        if (!result.equals("succeeded")) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "The refresh %s: %s; the logs of its steps are in %s".formatted(result, run, stack.logs()));
        }
        return "Refreshed in %d s"
                .formatted(Duration.between(begin, Instant.now()).toSeconds());
    }
}
