package io.millrace.serving.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.live.LiveFollow;
import io.millrace.serving.view.View;
import io.millrace.serving.view.ViewRefresh;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What those who run the service look at; answered without waiting for a turn. */
final class WatchRoutes {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final byte[] DESCRIPTION = description();

    private final ViewRefresh views;
    private final LiveFollow live;
    private final PrometheusMeterRegistry metrics;
    private final Answers answers;

    WatchRoutes(ViewRefresh views, LiveFollow live, PrometheusMeterRegistry metrics, Answers answers) {
        this.views = views;
        this.live = live;
        this.metrics = metrics;
        this.answers = answers;
    }

    List<Route> all() {
        return List.of(
                Route.get("/", Set.of(), request -> index()),
                Route.get("/health/live", Set.of(), request -> answers.json(200, Map.of("live", true))),
                Route.get("/health/ready", Set.of(), request -> ready()),
                Route.get("/metrics", Set.of(), request -> metrics()),
                Route.get("/openapi.json", Set.of(), request -> new ApiAnswer(200, ApiAnswer.JSON, DESCRIPTION)));
    }

    private ApiAnswer index() {
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("name", "Millrace");
        index.put("description", "Recommendations, and the features and the model behind them");
        index.put(
                "links",
                List.of(
                        "/v1/users/{id}/recommendations?limit=10",
                        "/v1/users/{id}/because-you-bought",
                        "/v1/users/{id}/features",
                        "/v1/users/{id}/ranking",
                        "/v1/items/popular?window=recent",
                        "/v1/items/trending",
                        "/v1/items/{id}/similar",
                        "/v1/sessions/recommendations",
                        "/v1/recommendations",
                        "/v1/explanations/{id}",
                        "/v1/explanations/{id}/replay",
                        "/v1/models/current",
                        "/v1/models/shadow",
                        "/health/live",
                        "/health/ready",
                        "/metrics",
                        "/openapi.json"));
        return answers.json(200, index);
    }

    // Without a model the service answers with popular items, so only the features decide.
    private ApiAnswer ready() {
        View view = views.view();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("ready", view.catalog().isPresent());
        state.put("stale", views.isStale());
        view.catalog()
                .ifPresent(catalog -> state.put("features", catalog.features().version()));
        view.model().ifPresent(model -> state.put("model", model.manifest().model()));
        live.current().ifPresent(current -> state.put("live", current.generation()));
        if (view.catalog().isEmpty()) {
            state.put("reason", "No features are loaded yet");
            return answers.json(503, state);
        }
        return answers.json(200, state);
    }

    private ApiAnswer metrics() {
        return new ApiAnswer(200, METRICS_TYPE, metrics.scrape().getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] description() {
        try (InputStream file = WatchRoutes.class.getResourceAsStream("/openapi.json")) {
            if (file == null) {
                throw new PipelineException(FailureKind.INTERNAL, "The jar lacks openapi.json; build it again");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
