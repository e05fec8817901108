package io.millrace.workloads.shop.intake.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** What those who run the service look at. */
final class WatchHandler extends Handler.Abstract {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final Map<String, Object> INDEX = Map.of(
            "name",
            "Shop intake",
            "description",
            "Takes orders and changes of products",
            "links",
            List.of(
                    "POST /v1/orders",
                    "POST /v1/products",
                    "PATCH /v1/products/{product_id}",
                    "DELETE /v1/products/{product_id}",
                    "GET /v1/receipts/{id}",
                    "GET /health/live",
                    "GET /health/ready",
                    "GET /status",
                    "GET /metrics"));

    private final Supplier<IntakeStatus> status;
    private final PrometheusMeterRegistry metrics;

    WatchHandler(Supplier<IntakeStatus> status, PrometheusMeterRegistry metrics) {
        this.status = status;
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Set.of(HttpMethod.GET.asString(), HttpMethod.HEAD.asString()).contains(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            Answers.problem(
                    response,
                    callback,
                    Problem.of(ProblemKind.METHOD_NOT_ALLOWED, "The methods of this path are GET and HEAD"));
            return true;
        }
        switch (request.getHttpURI().getCanonicalPath()) {
            case "/" -> Answers.json(response, callback, 200, INDEX);
            case "/health/live" -> Answers.json(response, callback, 200, Map.of("live", true));
            case "/health/ready" -> ready(response, callback);
            case "/status" -> Answers.json(response, callback, 200, status.get());
            case "/metrics" ->
                Answers.write(
                        response, callback, 200, METRICS_TYPE, metrics.scrape().getBytes(StandardCharsets.UTF_8));
            default ->
                Answers.problem(
                        response,
                        callback,
                        Problem.of(ProblemKind.UNKNOWN_PATH, "There is nothing at this path; / names all paths"));
        }
        return true;
    }

    /** Orders are taken whether the database is there or not, so it does not count here. */
    private void ready(Response response, Callback callback) {
        Optional<String> reason = status.get().notTaking();
        Answers.json(
                response,
                callback,
                reason.isEmpty() ? 200 : 503,
                reason.<Map<String, Object>>map(text -> Map.of("ready", false, "reason", text))
                        .orElse(Map.of("ready", true)));
    }
}
