package io.millrace.orchestration.fake;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/**
 * Asks a scheduler over HTTP.
 *
 * @param port of its endpoint
 */
public record SchedulerClient(int port) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** An answer. */
    public record Answer(int status, JsonNode body) {}

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).GET().build());
    }

    public Answer post(String path) {
        return send(HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    public Answer post(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Asks for a run and gives it when it has ended. */
    public JsonNode run(String job) {
        return ended(post("/v1/jobs/" + job + "/run").body().path("id").asLong());
    }

    /** The run of this id, when it has ended. */
    public JsonNode ended(long run) {
        var seen = new AtomicReference<JsonNode>();
        Awaitility.await("the end of run " + run)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    seen.set(get("/v1/runs/" + run).body());
                    return seen.get().hasNonNull("endedAt");
                });
        return seen.get();
    }

    /** The metrics as Prometheus reads them. */
    public String metrics() {
        try {
            return CLIENT.send(HttpRequest.newBuilder(uri("/metrics")).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("The scheduler does not answer", e);
        }
    }

    /** Whether it answers and is ready. */
    public boolean ready() {
        try {
            return CLIENT.send(
                                    HttpRequest.newBuilder(uri("/health/ready")).build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), Json.mapper().readTree(response.body()));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("The scheduler does not answer " + request.uri(), e);
        }
    }
}
