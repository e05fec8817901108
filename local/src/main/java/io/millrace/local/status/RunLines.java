package io.millrace.local.status;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The newest runs of the scheduler, a line each. */
final class RunLines {
    private RunLines() {}

    /**
     * Lays out what the scheduler answers.
     *
     * @param runs a list of runs
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
        return columns.lines();
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
