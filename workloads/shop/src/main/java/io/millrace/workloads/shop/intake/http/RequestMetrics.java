package io.millrace.workloads.shop.intake.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.EventsHandler;

/** Times every request, from its first byte to the last of its answer, by path and status. */
final class RequestMetrics extends EventsHandler {
    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5)
    };
    private static final List<String> ROUTES = List.of(EventRoute.ORDERS, EventRoute.PRODUCTS, "/v1/receipts");

    private final MeterRegistry metrics;

    RequestMetrics(MeterRegistry metrics, Handler handler) {
        super(handler);
        this.metrics = metrics;
    }

    @Override
    protected void onComplete(Request request, int status, HttpFields headers, Throwable failure) {
        Timer.builder("millrace.shop.intake.requests")
                .description("Time to answer a request")
                .tag("route", route(request))
                .tag("status", String.valueOf(status))
                .serviceLevelObjectives(BOUNDS)
                .register(metrics)
                .record(System.nanoTime() - request.getBeginNanoTime(), TimeUnit.NANOSECONDS);
    }

    private static String route(Request request) {
        String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
        return ROUTES.stream()
                .filter(route -> path.equals(route) || path.startsWith(route + "/"))
                .findFirst()
                .orElse("other");
    }
}
