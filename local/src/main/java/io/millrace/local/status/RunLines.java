package io.millrace.local.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The newest runs of the scheduler, a line each. */
final class RunLines {
    private RunLines() {}

    /**
     * Lays out what the scheduler answers, and says why a job failed if it has not succeeded since.
     *
     * @param runs a list of runs, the newest first
     */
    static List<String> of(JsonNode runs) {
        if (runs.isEmpty()) {
            return List.of();
        }
        var columns = new Columns().row("RUN", "JOB", "RESULT", "STARTED", "TOOK");
        for (JsonNode run : runs) {
            columns.row(
                    run.path("id").asText(),
                    run.path("job").asText(),
                    run.path("result").asText(),
                    started(run),
                    took(run));
        }
        List<String> lines = new ArrayList<>(columns.lines());
        lines.addAll(failures(runs));
        return lines;
    }

    private static List<String> failures(JsonNode runs) {
        Map<String, JsonNode> latest = new LinkedHashMap<>();
        for (JsonNode run : runs) {
            if (run.hasNonNull("endedAt")) {
                latest.putIfAbsent(run.path("job").asText(), run);
            }
        }
        return latest.values().stream()
                .filter(run -> run.path("result").asText().equals("failed"))
                .map(run -> "  Run %s failed: %s"
                        .formatted(run.path("id").asText(), run.path("message").asText()))
                .toList();
    }

    private static String started(JsonNode run) {
        return run.hasNonNull("startedAt")
                ? Instant.parse(run.path("startedAt").asText())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString()
                : "-";
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
}
