package io.millrace.local.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import io.millrace.testkit.process.RunningProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Every process and every table of a stack, as they answer now.
 *
 * @param stack that is asked
 */
public record StatusPage(Stack stack) {
    private static final long MEGABYTE = 1024L * 1024;
    private static final int RUNS_SHOWN = 3;

    /** The lines of the page. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("State: " + stack.folder());
        lines.add("");
        lines.addAll(processes());
        Optional<CaptureStatus> capture = probe(MillraceProcess.CDC).status(CaptureStatus.class);
        Optional<LakeStatus> lake = probe(MillraceProcess.LAKEHOUSE).status(LakeStatus.class);
        lines.add("");
        lines.add(captureLine(capture));
        lake.ifPresent(status -> {
            lines.add("");
            lines.addAll(tables(status, capture, Instant.now()));
        });
        List<String> runs = runs();
        if (!runs.isEmpty()) {
            lines.add("");
            lines.addAll(runs);
        }
        return lines;
    }

    private Probe probe(MillraceProcess process) {
        return new Probe(stack.endpoint(process));
    }

    private List<String> processes() {
        var columns = new Columns().row("PROCESS", "PORT", "PID", "MEMORY", "HEALTH");
        for (Stack.Part part : stack.parts()) {
            columns.row(
                    part.name(),
                    part.port(),
                    part.process().map(process -> Long.toString(process.pid())).orElse("-"),
                    part.process().map(StatusPage::memory).orElse("-"),
                    health(part));
        }
        return columns.lines();
    }

    private static String memory(RunningProcess process) {
        return process.memory().stream()
                .mapToObj(bytes -> bytes / MEGABYTE + " MB")
                .findFirst()
                .orElse("-");
    }

    private static String health(Stack.Part part) {
        if (part.process().isEmpty()) {
            return "down; './millrace up' starts it again";
        }
        return part.probe()
                .map(probe -> probe.get("/health/ready")
                        .map(answer -> answer.ok() ? "ready" : "not ready: " + reason(answer.body()))
                        .orElse("does not answer"))
                .orElse("running");
    }

    private static String reason(JsonNode body) {
        return body.path("reason").asText(body.path("detail").asText("no reason given"));
    }

    private static String captureLine(Optional<CaptureStatus> capture) {
        return capture.map(status -> "Capture: %s, acknowledged %s, source at %s, %,d KB of log retained"
                        .formatted(
                                status.phase().name().toLowerCase(Locale.ROOT),
                                text(status.acknowledged()),
                                text(status.source()),
                                status.retainedWalBytes() / 1024))
                .orElse("Capture: does not answer");
    }

    /** One line for each table. */
    static List<String> tables(LakeStatus lake, Optional<CaptureStatus> capture, Instant now) {
        var columns = new Columns()
                .row("TABLE", "IN THE LAKE", "ROWS", "SOURCE", "BRONZE", "AGE", "SILVER", "AGE", "QUARANTINED");
        String source = text(capture.flatMap(CaptureStatus::source));
        for (Map.Entry<TableId, LakeStatus.Table> entry : lake.tables().entrySet()) {
            LakeStatus.Table table = entry.getValue();
            columns.row(
                    entry.getKey(),
                    table.name(),
                    table.version() < 0 ? "-" : "%,d".formatted(table.rows()),
                    source,
                    text(table.bronze()),
                    age(table.bronzeTime(), now),
                    text(table.silver()),
                    age(table.silverTime(), now),
                    "%,d".formatted(table.quarantined()));
        }
        return columns.lines();
    }

    private List<String> runs() {
        Optional<JsonNode> answer = probe(MillraceProcess.ORCHESTRATION)
                .get("/v1/runs?limit=" + RUNS_SHOWN)
                .filter(Probe.Answer::ok)
                .map(Probe.Answer::body);
        var columns = new Columns().row("RUN", "JOB", "RESULT", "STARTED", "TOOK");
        JsonNode runs =
                answer.map(body -> body.has("runs") ? body.path("runs") : body).orElse(null);
        if (runs == null || runs.isEmpty()) {
            return List.of();
        }
        for (JsonNode run : runs) {
            columns.row(
                    run.path("id").asText(),
                    run.path("job").asText(),
                    run.path("result").asText(),
                    run.path("startedAt").asText("-"),
                    took(run));
        }
        return columns.lines();
    }

    private static String took(JsonNode run) {
        if (!run.hasNonNull("startedAt") || !run.hasNonNull("endedAt")) {
            return "-";
        }
        Duration took = Duration.between(
                Instant.parse(run.path("startedAt").asText()),
                Instant.parse(run.path("endedAt").asText()));
        return took.toSeconds() + " s";
    }

    private static String text(Optional<Position> position) {
        return position.map(Position::toString).orElse("-");
    }

    private static String age(Optional<Instant> time, Instant now) {
        return time.map(then -> Math.max(0, Duration.between(then, now).toSeconds()) + " s")
                .orElse("-");
    }
}
