package io.millrace.contracts.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door through which a process is watched: {@code /health/live}, {@code /health/ready}, {@code /metrics}
 * (Prometheus) and {@code /status} (JSON), with the routes that a module adds.
 *
 * <p>Ready answers 200 or 503 with the reason. Nothing here is for the users of the product.
 */
public final class ProcessEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessEndpoint.class);
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, ProcessEndpoint::daemon);
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ObjectMapper json = Json.mapper();

    /** A request as a route sees it. */
    public record Request(String method, String path, Map<String, String> query, byte[] body) {}

    /** An answer: a status and a value that is written as JSON. */
    public record Answer(int status, Object body) {}

    /** What a path answers. */
    @FunctionalInterface
    public interface Route {
        Answer answer(Request request);
    }

    private ProcessEndpoint(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        bindCollectorMetrics();
    }

    @SuppressWarnings("resource") // Lives as long as the process; closing it would only remove its listeners.
    private void bindCollectorMetrics() {
        new JvmGcMetrics().bindTo(metrics);
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "process-endpoint");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Opens the door on this address.
     *
     * @param notReady the reason why the process is not ready, or nothing when it is
     * @throws PipelineException of kind ENVIRONMENT if the port is taken
     */
    public static ProcessEndpoint open(
            String host, int port, Supplier<Optional<String>> notReady, Supplier<Object> status) {
        try {
            var endpoint = new ProcessEndpoint(HttpServer.create(new InetSocketAddress(host, port), 0));
            endpoint.route("/health/live", request -> new Answer(200, Map.of("live", true)));
            endpoint.route("/health/ready", request -> notReady.get()
                    .map(reason -> new Answer(503, Map.of("ready", false, "reason", reason)))
                    .orElseGet(() -> new Answer(200, Map.of("ready", true))));
            endpoint.route("/status", request -> new Answer(200, status.get()));
            endpoint.server.createContext(
                    "/metrics",
                    exchange -> write(
                            exchange,
                            200,
                            "text/plain; version=0.0.4; charset=utf-8",
                            endpoint.metrics.scrape().getBytes(StandardCharsets.UTF_8)));
            endpoint.server.start();
            return endpoint;
        } catch (BindException e) {
            throw new PipelineException(
                    FailureKind.ENVIRONMENT,
                    "The port %d on %s is taken; free it or choose another with http.port".formatted(port, host),
                    e);
        } catch (IOException e) {
            throw new PipelineException(FailureKind.ENVIRONMENT, "Cannot listen on %s:%d".formatted(host, port), e);
        }
    }

    /** Where the module registers its own counters, gauges and timers. */
    public PrometheusMeterRegistry metrics() {
        return metrics;
    }

    /** The port that was opened; useful when 0 was asked for. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Adds a path. A {@link PipelineException} becomes the status of its kind; anything else is a 500 and is logged. */
    public void route(String path, Route route) {
        server.createContext(path, exchange -> {
            Answer answer = answerOf(route, exchange);
            write(exchange, answer.status(), "application/json", json.writeValueAsBytes(answer.body()));
        });
    }

    private static Answer answerOf(Route route, HttpExchange exchange) throws IOException {
        try {
            var request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    Query.parse(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestBody().readAllBytes());
            return route.answer(request);
        } catch (PipelineException e) {
            return new Answer(e.kind().httpStatus(), Map.of("kind", e.kind(), "message", e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("Cannot answer {}", exchange.getRequestURI(), e);
            return new Answer(500, Map.of("kind", FailureKind.INTERNAL, "message", String.valueOf(e.getMessage())));
        }
    }

    private static void write(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        metrics.close();
    }
}
