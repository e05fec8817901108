package io.millrace.dashboard.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What those who run the dashboard look at. */
record WatchRoutes(PrometheusMeterRegistry metrics) {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    // Ready whatever the others are: to show that they are not is what it is there for.
    List<Route> all() {
        return List.of(
                Route.open("/health/live", visit -> visit.json(200, Map.of("live", true))),
                Route.open("/health/ready", visit -> visit.json(200, Map.of("ready", true))),
                Route.open(
                        "/metrics",
                        visit -> visit.bytes(200, METRICS_TYPE, metrics.scrape().getBytes(StandardCharsets.UTF_8))));
    }
}
