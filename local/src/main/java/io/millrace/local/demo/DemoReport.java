package io.millrace.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.status.LakeStatus;
import io.millrace.local.stack.MillraceProcess;
import io.millrace.local.stack.Probe;
import io.millrace.local.stack.Stack;
import io.millrace.local.status.Columns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Prints what the demo has made.
 *
 * @param stopsAfterwards whether what is suggested needs a start first
 */
record DemoReport(Stack stack, Story story, boolean stopsAfterwards) {
    private static final long MEGABYTE = 1024L * 1024;
    private static final int PURCHASES_SHOWN = 8;
    private static final int PAGE = 100;
    private static final int NO_MODEL = FailureKind.NOT_READY.httpStatus();

    void print(LakeStatus lake, long peakBytes) throws InterruptedException {
        OnlineView online = OnlineView.read(stack.services().redis().uri(), Stack.SHOP_DATABASE);
        heading("The lake");
        lines(lake(lake));
        heading("Customers by recency, frequency and monetary value, as of "
                + online.pointer().asOf());
        lines(segments(online));
        var api = new Probe(stack.apiUrl());
        heading("The model");
        lines(model(api));
        Optional<String> user = online.example();
        if (user.isPresent()) {
            String id = user.get();
            heading("User %s bought".formatted(id));
            lines(purchases(online, online.user(id)));
            heading("and is recommended");
            lines(recommendations(api, id).stream().map(DemoReport::fitted).toList());
            purchase(api, id);
        }
        heading("Where the time went");
        lines(times());
        story.line("  Peak memory of services and processes: %,d MB".formatted(peakBytes / MEGABYTE));
        heading("Try next");
        lines(next(user.orElse("1")));
    }

    private void purchase(Probe api, String user) throws InterruptedException {
        List<ShownItem> before = ShownItem.of(asked(api, "/v1/users/" + user + "/recommendations?limit=10"));
        if (before.isEmpty()) {
            return;
        }
        heading(fitted("User %s buys %s, by SQL in the shop's database"
                .formatted(user, before.get(0).title())));
        LivePurchase.Change change = new LivePurchase(stack, path -> asked(api, path)).of(user, before);
        lines(change.lines().stream().map(DemoReport::fitted).toList());
    }

    private List<String> next(String user) {
        var columns = new Columns();
        if (stopsAfterwards) {
            columns.row("first bring it back", "./millrace up");
        }
        return columns.row("watch", stack.dashboardUrl())
                .row("look", "./millrace status")
                .row("ask", "curl -s '%s/v1/users/%s/recommendations?limit=5'".formatted(stack.apiUrl(), user))
                .row("what else to ask", stack.apiUrl() + "/openapi.json")
                .row("what runs when", stack.endpoint(MillraceProcess.ORCHESTRATION) + "/v1/jobs")
                .row("metrics of the lake", stack.endpoint(MillraceProcess.LAKEHOUSE) + "/metrics")
                .row("with SQL", "./millrace up --with trino")
                .row("", "./millrace sql \"SELECT status, count(*) FROM lake.shop.orders GROUP BY 1\"")
                .lines();
    }

    private void heading(String text) {
        story.line("");
        story.line(text);
    }

    private void lines(List<String> lines) {
        lines.forEach(story::line);
    }

    /** Two long titles in a reason do not fit a page; its beginning says enough. */
    private static String fitted(String line) {
        return line.length() <= PAGE ? line : line.substring(0, PAGE - 3) + "...";
    }

    private static List<String> lake(LakeStatus lake) {
        var columns = new Columns().row("table", "rows", "equals the source at", "delta version");
        lake.tables()
                .values()
                .forEach(table -> columns.row(
                        "lake." + table.name(),
                        "%,d".formatted(table.rows()),
                        table.silver().map(Object::toString).orElse("-"),
                        table.version()));
        return columns.lines();
    }

    private static List<String> segments(OnlineView online) {
        var columns = new Columns().row("segment", "customers", "days since last", "orders each", "spent each");
        online.segments().entrySet().stream()
                .sorted((left, right) ->
                        Long.compare(right.getValue().users(), left.getValue().users()))
                .forEach(entry -> {
                    OnlineView.Segment segment = entry.getValue();
                    columns.row(
                            entry.getKey(),
                            "%,d".formatted(segment.users()),
                            "%,d".formatted(segment.recencyDays() / segment.users()),
                            "%,.1f".formatted((double) segment.orders() / segment.users()),
                            "%,.2f".formatted(segment.spent() / segment.users()));
                });
        return columns.lines();
    }

    /** A shop that is too small to judge a model by has none; that is told, not hidden. */
    private List<String> model(Probe api) {
        if (api.get("/v1/models/current")
                .filter(answer -> answer.status() == NO_MODEL)
                .isPresent()) {
            return List.of(
                    "  No model passed the gate, so everybody is recommended what is popular; the last log of a refresh in "
                            + stack.logs() + " says why");
        }
        return model(asked(api, "/v1/models/current"));
    }

    private static List<String> model(JsonNode manifest) {
        List<String> lines = new ArrayList<>();
        lines.add("  %s: ALS, rank %d, %,d users, %,d items, trained at position %s"
                .formatted(
                        manifest.path("model").asText(),
                        manifest.path("rank").asInt(),
                        manifest.path("users").asLong(),
                        manifest.path("items").asLong(),
                        manifest.path("position").asText()));
        var columns = new Columns().row("metric", "ALS", "popularity");
        for (String metric : List.of("ndcg@10", "recall@10")) {
            columns.row(
                    metric,
                    "%.4f".formatted(manifest.path("metrics").path(metric).asDouble()),
                    "%.4f".formatted(manifest.path("baseline").path(metric).asDouble()));
        }
        lines.addAll(columns.lines());
        return lines;
    }

    private static List<String> purchases(OnlineView online, UserFeatures user) {
        var columns = new Columns();
        user.interactions().stream()
                .limit(PURCHASES_SHOWN)
                .forEach(interaction -> columns.row(
                        online.title(interaction.item()),
                        interaction.count() + (interaction.count() == 1 ? " time" : " times"),
                        "last on " + interaction.lastAt().toString().substring(0, "2026-01-01".length())));
        return columns.lines();
    }

    private static List<String> recommendations(Probe api, String user) {
        var columns = new Columns();
        for (JsonNode item :
                asked(api, "/v1/users/" + user + "/recommendations?limit=10").path("items")) {
            columns.row(
                    item.path("rank").asInt(),
                    item.path("title").asText(),
                    "%.3f".formatted(item.path("score").asDouble()),
                    item.path("reason").path("text").asText());
        }
        return columns.lines();
    }

    /** A demo without its point is no success: what the API does not say is a failure. */
    private static JsonNode asked(Probe api, String path) {
        Probe.Answer answer = api.get(path)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.NOT_READY,
                        "The API does not answer at %s; see './millrace logs serving'".formatted(api.base())));
        if (!answer.ok()) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "The API answers %s with %d: %s; './millrace logs serving' says more"
                            .formatted(
                                    path,
                                    answer.status(),
                                    answer.body().path("detail").asText("no reason given")));
        }
        return answer.body();
    }

    private List<String> times() {
        var columns = new Columns();
        Duration total = Duration.ZERO;
        for (Map.Entry<String, Duration> entry : story.times().entrySet()) {
            columns.row(entry.getKey(), "%.1f s".formatted(Story.seconds(entry.getValue())));
            total = total.plus(entry.getValue());
            if (entry.getKey().equals(Demo.ANSWER)) {
                columns.row("First recommendation after", "%.1f s".formatted(Story.seconds(total)));
            }
        }
        return columns.lines();
    }
}
