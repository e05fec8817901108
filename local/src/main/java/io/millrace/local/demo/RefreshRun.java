package io.millrace.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the scheduler for a refresh now and follows it to its end.
 *
 * @param scheduler whom to ask
 * @param logs where the steps of a run have their logs
 * @param alive throws when the scheduler has ended
 * @param pause between two questions
 */
public record RefreshRun(Probe scheduler, Path logs, Runnable alive, Duration pause) {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int RUNS_ALREADY = 409;
    /** A line of a step's log that tells how far it is. */
    private static final Pattern SAID = Pattern.compile("\\S+ INFO +\\S+ - (.+)");

    /** A refresh by the scheduler of this stack. */
    public static RefreshRun of(Stack stack) {
        return new RefreshRun(
                new Probe(stack.endpoint(MillraceProcess.ORCHESTRATION)),
                stack.logs(),
                () -> stack.requireRunning(MillraceProcess.ORCHESTRATION),
                PAUSE);
    }

    /**
     * Runs the chain, after the run that may be under way by schedule; gives a sentence about it.
     *
     * @param lines gets a line when a step starts and when it ends, and what it says of itself meanwhile
     * @throws PipelineException of kind NOT_READY if a step failed, with the place of its log, or the scheduler has ended
     */
    public String run(Consumer<String> lines) throws InterruptedException {
        String id = begin(lines);
        Instant begin = Instant.now();
        Map<String, String> seen = new HashMap<>();
        Map<String, Integer> heard = new HashMap<>();
        while (true) {
            // A busy machine may answer late; the question is asked again for as long as the scheduler runs.
            Optional<JsonNode> run =
                    scheduler.get("/v1/runs/" + id).filter(Probe.Answer::ok).map(Probe.Answer::body);
            if (run.isPresent()) {
                hear(run.get(), heard, lines);
                tell(run.get(), seen, lines);
                if (run.get().hasNonNull("endedAt")) {
                    return ended(run.get(), begin);
                }
            }
            waitABit();
        }
    }

    /** A run by schedule may have read the lake before what is to be refreshed was there: it is no substitute. */
    private String begin(Consumer<String> lines) throws InterruptedException {
        String told = "";
        while (true) {
            Optional<Probe.Answer> answer = asked();
            if (answer.filter(Probe.Answer::ok).isPresent()) {
                return answer.get().body().path("id").asText();
            }
            String wait =
                    answer.map(RefreshRun::reasonToWait).orElse("waiting for the scheduler, which does not answer");
            if (!wait.equals(told)) {
                lines.accept(wait);
                told = wait;
            }
            waitABit();
        }
    }

    private static String reasonToWait(Probe.Answer answer) {
        if (answer.status() == RUNS_ALREADY) {
            return "waiting for the refresh that runs already";
        }
        if (answer.body().path("kind").asText().equals(FailureKind.NOT_READY.name())) {
            return "waiting for the scheduler, which starts";
        }
        throw new PipelineException(
                FailureKind.NOT_READY,
                "The scheduler does not start a refresh: "
                        + answer.body().path("message").asText());
    }

    private Optional<Probe.Answer> asked() throws InterruptedException {
        Optional<Probe.Answer> answer = scheduler.post("/v1/jobs/refresh/run");
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return answer;
    }

    private void waitABit() throws InterruptedException {
        Thread.sleep(pause.toMillis());
        alive.run();
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

    /** Passes on what the steps say of themselves. */
    private void hear(JsonNode run, Map<String, Integer> heard, Consumer<String> lines) {
        for (JsonNode step : run.path("steps")) {
            String log = step.path("log").asText();
            List<String> said = said(logs.resolve(log));
            said.stream().skip(heard.getOrDefault(log, 0)).forEach(lines);
            heard.merge(log, said.size(), Math::max);
        }
    }

    /** What whole lines of a log say; a log that cannot be read now tells nothing, for it is not what is waited for. */
    private static List<String> said(Path log) {
        try {
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(SAID::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private String ended(JsonNode run, Instant begin) {
        String result = run.path("result").asText();
        if (!result.equals("succeeded")) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "The refresh %s: %s. Its log is %s"
                            .formatted(result, run.path("message").asText(), logs.resolve(lastLog(run))));
        }
        return "Refreshed in %d s"
                .formatted(Duration.between(begin, Instant.now()).toSeconds());
    }

    /** A chain stops where a step fails, so the last log is the one that says why. */
    private static String lastLog(JsonNode run) {
        JsonNode steps = run.path("steps");
        return steps.path(steps.size() - 1).path("log").asText();
    }
}
