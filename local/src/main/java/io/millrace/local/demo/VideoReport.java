package io.millrace.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import io.millrace.local.status.Columns;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Prints what the viewers' events have come to, by what the dashboard and the API answer. */
record VideoReport(Stack stack, Story story) {
    private static final Set<String> FRAUDS = Set.of("HARVEST", "STOLEN_ACCOUNTS");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 500;
    private static final int SECONDS_PER_MINUTE = 60;
    private static final int SHOWN = 10;

    /** Waits until both frauds are known, and prints. */
    void print(String viewer) throws InterruptedException {
        var dashboard = new Probe(stack.endpoint(MillraceProcess.DASHBOARD));
        JsonNode alerts = alerts(dashboard);
        heading("Watch time by genre");
        lines(groups(asked(dashboard, "/v1/stats/watch_time?by=genre&window=all"), true));
        heading("Searches of the last half hour");
        lines(groups(asked(dashboard, "/v1/stats/searches?by=query&last=30m&limit=5"), false));
        heading("Alerts");
        var columns = new Columns();
        alerts.forEach(alert -> columns.row(
                alert.path("rule").asText(),
                alert.path("severity").asText(),
                alert.path("key").asText(),
                alert.path("found").asText()));
        lines(columns.lines());
        heading("Viewer %s is recommended".formatted(viewer));
        lines(recommendations(viewer));
    }

    private JsonNode alerts(Probe dashboard) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            JsonNode alerts = asked(dashboard, "/v1/alerts?state=open&limit=10").path("alerts");
            Set<String> rules = new TreeSet<>();
            alerts.forEach(alert -> rules.add(alert.path("rule").asText()));
            if (rules.containsAll(FRAUDS)) {
                return alerts;
            }
            if (System.nanoTime() > deadline) {
                throw new PipelineException(
                        FailureKind.NOT_READY,
                        "Of the frauds %s only %s raised alerts within %d s; './millrace logs streaming' may say why"
                                .formatted(FRAUDS, rules, LIMIT.toSeconds()));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static List<String> groups(JsonNode answer, boolean isTime) {
        var columns = new Columns();
        for (JsonNode group : answer.path("groups")) {
            double value = group.path("value").asDouble();
            columns.row(
                    group.path("name").asText("-"),
                    isTime ? "%,.0f min".formatted(value / SECONDS_PER_MINUTE) : "%,.0f".formatted(value));
        }
        return columns.lines();
    }

    private List<String> recommendations(String viewer) {
        var columns = new Columns();
        JsonNode answer =
                asked(new Probe(stack.apiUrl()), "/v1/users/%s/recommendations?limit=%d".formatted(viewer, SHOWN));
        for (JsonNode item : answer.path("items")) {
            columns.row(
                    item.path("rank").asInt(),
                    item.path("title").asText(),
                    item.path("reason").path("text").asText());
        }
        return columns.lines();
    }

    private static JsonNode asked(Probe probe, String path) {
        Probe.Answer answer = probe.get(path)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY,
                        "Nobody answers at %s; './millrace status' says more".formatted(probe.base())));
        if (!answer.ok()) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "%s%s is answered with %d: %s"
                            .formatted(
                                    probe.base(),
                                    path,
                                    answer.status(),
                                    answer.body().path("detail").asText("no reason given")));
        }
        return answer.body();
    }

    private void heading(String text) {
        story.line("");
        story.line(text);
    }

    private void lines(List<String> lines) {
        lines.forEach(story::line);
    }
}
