package io.millrace.gateway.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
    private static final byte[] DESCRIPTION = description();
    private static final Map<String, Object> INDEX = Map.of(
            "name",
            "Millrace gateway",
            "description",
            "Takes events that no table holds",
            "links",
            List.of(
                    "/v1/events",
                    "/v1/feedback",
                    "/health/live",
                    "/health/ready",
                    "/status",
                    "/metrics",
                    "/openapi.json"));

    private final Supplier<Optional<String>> notReady;
    private final Supplier<GatewayStatus> status;
    private final PrometheusMeterRegistry metrics;

    WatchHandler(Supplier<Optional<String>> notReady, Supplier<GatewayStatus> status, PrometheusMeterRegistry metrics) {
        this.notReady = notReady;
        this.status = status;
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getCanonicalPath();
        if (!Set.of(HttpMethod.GET.asString(), HttpMethod.HEAD.asString()).contains(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            Answers.problem(
                    response,
                    callback,
                    ProblemException.of(ProblemKind.METHOD_NOT_ALLOWED, "The methods of this path are GET and HEAD"));
            return true;
        }
        switch (path) {
            case "/" -> Answers.json(response, callback, 200, INDEX);
            case "/health/live" -> Answers.json(response, callback, 200, Map.of("live", true));
            case "/health/ready" -> ready(response, callback);
            case "/status" -> Answers.json(response, callback, 200, status.get());
            case "/metrics" ->
                Answers.write(
                        response, callback, 200, METRICS_TYPE, metrics.scrape().getBytes(StandardCharsets.UTF_8));
            case "/openapi.json" -> Answers.write(response, callback, 200, Answers.JSON, DESCRIPTION);
            default ->
                Answers.problem(
                        response,
                        callback,
                        ProblemException.of(
                                ProblemKind.UNKNOWN_PATH,
                                "There is nothing at this path; /openapi.json names all paths"));
        }
        return true;
    }

    private void ready(Response response, Callback callback) {
        Optional<String> reason = notReady.get();
        Answers.json(
                response,
                callback,
                reason.isEmpty() ? 200 : 503,
                reason.<Map<String, Object>>map(text -> Map.of("ready", false, "reason", text))
                        .orElse(Map.of("ready", true)));
    }

    private static byte[] description() {
        try (InputStream file = WatchHandler.class.getResourceAsStream("/openapi.json")) {
            if (file == null) {
                throw new PipelineException(FailureKind.INTERNAL, "The jar lacks openapi.json; build it again");
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
