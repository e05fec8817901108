package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.Secret;
import io.millrace.workloads.shop.intake.write.Receipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The door on a log in memory, and a client of it. */
final class RunningServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    static final int IN_FLIGHT = 2;
    static final int MOST_BYTES = 2_000;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final FakeEventLog log = new FakeEventLog();
    private final HttpClient client = HttpClient.newHttpClient();
    private final IntakeServer server;
    private volatile Optional<String> notTaking = Optional.empty();
    private volatile CompletableFuture<Optional<Receipt>> receipt = CompletableFuture.completedFuture(Optional.empty());

    RunningServer(String key) {
        var config = new IntakeHttpConfig(
                "127.0.0.1",
                0,
                MOST_BYTES,
                IN_FLIGHT,
                50,
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Secret.of(key));
        server = new IntakeServer(
                config,
                new IntakeServer.Services(
                        log,
                        id -> receipt,
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                        () -> notTaking,
                        Optional::empty,
                        () -> 3,
                        Clock.fixed(NOW, ZoneOffset.UTC)));
        server.start();
    }

    /** As at the beginning. */
    void reset() {
        log.reset();
        notTaking = Optional.empty();
        receipt = CompletableFuture.completedFuture(Optional.empty());
    }

    FakeEventLog log() {
        return log;
    }

    /** Cannot take anything from now on. */
    void unavailable() {
        notTaking = Optional.of("told so");
    }

    void receipt(CompletableFuture<Optional<Receipt>> another) {
        receipt = another;
    }

    /** Sends JSON that is written with single quotes, with more headers: names and values in turn. */
    HttpResponse<String> send(String method, String path, String body, String... headers) {
        return sendLater(method, path, body, headers).join();
    }

    CompletableFuture<HttpResponse<String>> sendLater(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(
                        method,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.replace('\'', '"')))
                .header("Content-Type", "application/json")
                .timeout(DEADLINE);
        for (int index = 0; index < headers.length; index += 2) {
            request.setHeader(headers[index], headers[index + 1]);
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** Sends these bytes as they are, and returns all that comes back until the connection ends. */
    String raw(String request) {
        try (var socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return Json.mapper().readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
