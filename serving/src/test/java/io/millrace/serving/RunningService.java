package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.online.Damping;
import io.millrace.contracts.process.Json;
import io.millrace.serving.http.HttpConfig;
import io.millrace.serving.live.ProgressWatch;
import io.millrace.serving.recommend.AnswerLog;
import io.millrace.serving.store.OnlineStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** The service on a store, listening on a free port, and a client of it. */
public final class RunningService implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final ProgressWatch.Limits WAITING = new ProgressWatch.Limits(Duration.ofSeconds(2), 100);
    private static final AnswerLog.Limits ANSWERS = new AnswerLog.Limits(1_000, 16_384, Duration.ofMinutes(5));
    private static final int SHADOWED = 100;
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Serving serving;
    private final HttpClient client = HttpClient.newHttpClient();

    private RunningService(Serving serving) {
        this.serving = serving;
        serving.start();
    }

    /** Usual limits. */
    public static HttpConfig usual() {
        return limited(16, 256);
    }

    /** Works on so many requests at a time and lets so many wait. */
    public static HttpConfig limited(int concurrent, int queue) {
        return new HttpConfig("127.0.0.1", 0, concurrent, queue, Duration.ofMillis(500), 1_000, Duration.ofSeconds(10));
    }

    public static RunningService on(OnlineStore store) {
        return on(store, usual());
    }

    public static RunningService on(OnlineStore store, HttpConfig http) {
        return on(new Serving.Stores(store, store, store, store), http);
    }

    public static RunningService on(Serving.Stores stores, HttpConfig http) {
        return on(stores, WAITING, http);
    }

    public static RunningService on(Serving.Stores stores, ProgressWatch.Limits waiting, HttpConfig http) {
        return on(stores, new Damping(0, Duration.ofDays(3), 100), waiting, http);
    }

    /** On one store, with items damped that users saw and did not click. */
    public static RunningService damping(OnlineStore store, Damping damping) {
        return on(new Serving.Stores(store, store, store, store), damping, WAITING, usual());
    }

    private static RunningService on(
            Serving.Stores stores, Damping damping, ProgressWatch.Limits waiting, HttpConfig http) {
        return new RunningService(new Serving(
                stores,
                new Serving.Taste(Samples.FACETS, damping),
                POLL,
                new Serving.Limits(waiting, ANSWERS, SHADOWED),
                http));
    }

    /** Ends as the service does. */
    CompletableFuture<Void> end() {
        return CompletableFuture.runAsync(() -> {
            try {
                serving.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    public int port() {
        return serving.port();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + serving.port() + path);
    }

    public HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    public HttpResponse<String> send(String method, String path) {
        return send(method, path, HttpRequest.BodyPublishers.noBody());
    }

    public HttpResponse<String> post(String path, String body) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body) {
        try {
            return client.send(
                    HttpRequest.newBuilder(uri(path))
                            .method(method, body)
                            .timeout(DEADLINE)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public JsonNode json(String path) {
        return read(get(path));
    }

    public static JsonNode read(HttpResponse<String> response) {
        try {
            return Json.mapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until the service holds these features and this model; an empty text stands for none. */
    public RunningService holding(String features, String model) {
        eventually(() -> {
            JsonNode state = json("/health/ready");
            return state.path("features").asText().equals(features)
                    && state.path("model").asText().equals(model);
        });
        return this;
    }

    /** Waits until the service looks at this generation of the live state. */
    public RunningService following(String generation) {
        eventually(() -> json("/health/ready").path("live").asText().equals(generation));
        return this;
    }

    /** Waits until something holds. */
    public static void eventually(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(DEADLINE).until(condition);
    }

    @Override
    public void close() {
        serving.close();
    }
}
