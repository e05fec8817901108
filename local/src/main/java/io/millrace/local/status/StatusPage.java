package io.millrace.local.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.contracts.status.LiveStatus;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Every process and every table of a stack, as they answer now.
 *
 * @param stack that is asked
 */
public record StatusPage(Stack stack) {
    private static final long MEGABYTE = 1024L * 1024;
    private static final int RUNS_SHOWN = 3;
    private static final ObjectMapper JSON = Json.mapper();

    /** The lines of the page, for people. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("State: " + stack.folder());
        section(lines, processes());
        Optional<CaptureStatus> capture = capture();
        section(lines, CaptureLines.of(capture, Instant.now()));
        lake().ifPresent(status ->
                section(lines, TableLines.of(status, capture.flatMap(CaptureStatus::source), Instant.now())));
        section(lines, LiveLines.of(live(), Instant.now()));
        section(lines, RunLines.of(runs()));
        return lines;
    }

    private static void section(List<String> lines, List<String> more) {
        if (!more.isEmpty()) {
            lines.add("");
            lines.addAll(more);
        }
    }

    /** The same as JSON, for programs: what each part answers, null where one does not. */
    public String json() {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("state", stack.folder().toString());
        var processes = page.putArray("processes");
        for (Stack.Part part : stack.parts()) {
            ObjectNode process = processes.addObject();
            process.put("name", part.name()).put("port", part.port()).put("health", health(part));
            part.process().ifPresent(running -> process.put("pid", running.pid()));
            memory(part).ifPresent(bytes -> process.put("memoryBytes", bytes));
        }
        page.set("capture", JSON.valueToTree(capture()));
        page.set("lake", JSON.valueToTree(lake()));
        page.set("live", JSON.valueToTree(live()));
        page.set("runs", runs());
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(page);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree can be written", e);
        }
    }

    private Optional<CaptureStatus> capture() {
        return probe(MillraceProcess.CDC).status(CaptureStatus.class);
    }

    private Optional<LakeStatus> lake() {
        return probe(MillraceProcess.LAKEHOUSE).status(LakeStatus.class);
    }

    private Optional<LiveStatus> live() {
        return probe(MillraceProcess.STREAMING).status(LiveStatus.class);
    }

    private JsonNode runs() {
        return probe(MillraceProcess.ORCHESTRATION)
                .get("/v1/runs?limit=" + RUNS_SHOWN)
                .filter(Probe.Answer::ok)
                .map(Probe.Answer::body)
                .orElseGet(JsonNodeFactory.instance::arrayNode);
    }

    private Probe probe(MillraceProcess process) {
        return new Probe(stack.endpoint(process));
    }

    private List<String> processes() {
        var columns = new Columns().row("PROCESS", "PORT", "PID", "MEMORY", "HEALTH");
        for (Stack.Part part : stack.parts()) {
            OptionalLong memory = memory(part);
            columns.row(
                    part.name(),
                    part.port(),
                    part.process().map(process -> Long.toString(process.pid())).orElse("-"),
                    memory.isPresent() ? memory.getAsLong() / MEGABYTE + " MB" : "-",
                    health(part));
        }
        return columns.lines();
    }

    private static OptionalLong memory(Stack.Part part) {
        return part.process().map(process -> process.memory()).orElseGet(OptionalLong::empty);
    }

    private static String health(Stack.Part part) {
        if (part.process().isEmpty()) {
            return "down; './millrace up' starts it again";
        }
        return part.probe()
                .map(probe -> probe.get("/health/ready")
                        .map(answer -> answer.ok() ? "ready" : "not ready: " + reason(answer.body()))
                        .orElse("does not answer"))
                .orElseGet(() -> part.answers().getAsBoolean() ? "answers" : "does not answer");
    }

    private static String reason(JsonNode body) {
        return body.path("reason").asText(body.path("detail").asText("no reason given"));
    }
}
