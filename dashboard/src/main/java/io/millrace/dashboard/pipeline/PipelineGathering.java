package io.millrace.dashboard.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.status.CaptureStatus;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.contracts.status.LiveStatus;
import io.millrace.dashboard.pipeline.ProcessState.Health;
import io.millrace.dashboard.upstream.Heard;
import io.millrace.dashboard.upstream.UpstreamClient;
import io.millrace.dashboard.upstream.Upstreams;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Asks all processes at the same time, and makes one document of what they answer. */
public final class PipelineGathering {
    private static final String STATUS = "/status";
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int RUNS = 12;

    private final Upstreams upstreams;
    private final UpstreamClient client;
    private final Clock clock;
    private final MemoryWatch memory;
    private final ObjectMapper json = Json.mapper();
    /** When each process that is not up was first seen so. */
    private final Map<String, Instant> troubles = new ConcurrentHashMap<>();

    public PipelineGathering(Upstreams upstreams, UpstreamClient client, Clock clock) {
        this.upstreams = upstreams;
        this.client = client;
        this.clock = clock;
        this.memory = new MemoryWatch(upstreams, client);
    }

    /** What the processes answer now; never fails. */
    public CompletableFuture<PipelineReading> gather() {
        Instant at = clock.instant();
        var cdc = client.get(upstreams.cdc(), STATUS);
        var lake = client.get(upstreams.lakehouse(), STATUS);
        var live = client.get(upstreams.streaming(), STATUS);
        var serving = client.get(upstreams.serving(), "/health/ready");
        var jobs = client.get(upstreams.orchestration(), "/v1/jobs");
        var runs = client.get(upstreams.orchestration(), "/v1/runs?limit=" + RUNS);
        var gateway = client.get(upstreams.gateway(), STATUS);
        var heaps = memory.read();
        return CompletableFuture.allOf(cdc, gateway, lake, live, serving, jobs, runs, heaps)
                .thenApply(all -> {
                    var answers = new Answers(
                            cdc.join(),
                            gateway.join(),
                            lake.join(),
                            live.join(),
                            serving.join(),
                            jobs.join(),
                            runs.join());
                    return new PipelineReading(at, state(at, answers, heaps.join()));
                });
    }

    /** What every process has answered. */
    private record Answers(Heard cdc, Heard gateway, Heard lake, Heard live, Heard serving, Heard jobs, Heard runs) {}

    private PipelineState state(Instant at, Answers answers, Map<String, HeapUse> heaps) {
        var processes = new Processes(at, heaps);
        var findings = new Findings();
        var capture = read("cdc", answers.cdc(), CaptureStatus.class, processes);
        var events = read("gateway", answers.gateway(), JsonNode.class, processes);
        var tables = read("lakehouse", answers.lake(), LakeStatus.class, processes);
        var state = read("streaming", answers.live(), LiveStatus.class, processes);
        var view = read("serving", answers.serving(), JsonNode.class, processes);
        var planned =
                read("orchestration", answers.jobs(), JsonNode.class, processes).map(PipelineGathering::withoutSteps);
        processes.found().forEach(findings::process);
        capture.ifPresent(findings::capture);
        tables.ifPresent(findings::lake);
        state.ifPresent(findings::live);
        planned.ifPresent(findings::jobs);
        return new PipelineState(
                processes.found(),
                findings.sorted(),
                capture,
                events,
                tables,
                state,
                view,
                planned,
                Optional.of(answers.runs())
                        .filter(Heard::isGood)
                        .flatMap(answer -> parsed(answer, JsonNode.class))
                        .map(PipelineGathering::withoutSteps));
    }

    private <T> Optional<T> read(String process, Heard heard, Class<T> type, Processes processes) {
        Optional<T> body =
                heard.isGood() || heard.status() == SERVICE_UNAVAILABLE ? parsed(heard, type) : Optional.empty();
        Optional<String> reason = heard.silence();
        Health health = Health.UP;
        if (body.isEmpty()) {
            health = Health.DOWN;
            reason = reason.or(
                    () -> Optional.of("it answers %d with what this version cannot read".formatted(heard.status())));
        } else if (!heard.isGood() || saysNotReady(body.get())) {
            health = Health.NOT_READY;
            reason = body.filter(JsonNode.class::isInstance)
                    .map(JsonNode.class::cast)
                    .map(PipelineGathering::reason);
        }
        processes.add(process, health, since(process, health, processes.at()), reason);
        return body;
    }

    /** The gateway's status is an answer also while it takes no events. */
    private static boolean saysNotReady(Object body) {
        return body instanceof JsonNode node && node.hasNonNull("notReady");
    }

    private static String reason(JsonNode node) {
        return Stream.of("notReady", "reason", "message")
                .map(node::path)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
    }

    /** The processes in the order in which they were read. */
    private record Processes(Instant at, Map<String, HeapUse> heaps, List<ProcessState> found) {
        private Processes(Instant at, Map<String, HeapUse> heaps) {
            this(at, heaps, new ArrayList<>());
        }

        private void add(String process, Health health, Optional<Instant> since, Optional<String> reason) {
            found.add(new ProcessState(process, health, since, reason, Optional.ofNullable(heaps.get(process))));
        }
    }

    private Optional<Instant> since(String process, Health health, Instant at) {
        if (health == Health.UP) {
            troubles.remove(process);
            return Optional.empty();
        }
        return Optional.of(troubles.computeIfAbsent(process, name -> at));
    }

    private <T> Optional<T> parsed(Heard heard, Class<T> type) {
        try {
            return Optional.ofNullable(json.readValue(heard.body(), type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can be read", e);
        }
    }

    /** Attempts of steps make most of a run's text, and nobody sees them here. */
    private static JsonNode withoutSteps(JsonNode answer) {
        if (answer instanceof ArrayNode list) {
            for (JsonNode entry : list) {
                if (entry instanceof ObjectNode object) {
                    object.remove("steps");
                    for (String run : List.of("open", "last")) {
                        if (object.path(run) instanceof ObjectNode nested) {
                            nested.remove("steps");
                        }
                    }
                }
            }
        }
        return answer;
    }
}
