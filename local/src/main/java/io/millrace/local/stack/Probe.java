package io.millrace.local.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a process through its endpoint.
 *
 * @param base such as {@code http://127.0.0.1:8600}
 */
public record Probe(String base) {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** For what is computed before it is answered. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private static final ObjectMapper JSON = Json.mapper();

    /** An answer: its status and its body, parsed where it is JSON. */
    public record Answer(int status, JsonNode body) {
        public boolean ok() {
            return status / 100 == 2;
        }
    }

    /** Whether the process is alive. */
    public boolean live() {
        return get("/health/live").filter(Answer::ok).isPresent();
    }

    /** Whether the process is ready. */
    public boolean ready() {
        return get("/health/ready").filter(Answer::ok).isPresent();
    }

    /** What this path answers; nothing where nobody answers. */
    public Optional<Answer> get(String path) {
        return send(
                HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT).GET());
    }

    /** What this path answers to a POST without a body. */
    public Optional<Answer> post(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** What this path answers when it has been computed; nothing where nobody answers. */
    public Optional<Answer> ask(String path) {
        return send(HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .GET());
    }

    /** What this path answers to a POST of this value as JSON, when it has been done. */
    public Optional<Answer> post(String path, Object body) {
        try {
            return send(HttpRequest.newBuilder(URI.create(base + path))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A request can be written as JSON", e);
        }
    }

    /** The status of the process as a value of this type; nothing where nobody answers. */
    public <T> Optional<T> status(Class<T> type) {
        return get("/status").filter(Answer::ok).map(answer -> convert(answer.body(), type));
    }

    private <T> T convert(JsonNode body, Class<T> type) {
        try {
            return JSON.treeToValue(body, type);
        } catch (JsonProcessingException e) {
            throw new PipelineException(
                    FailureKind.INTERNAL,
                    "The status of %s is not one that this version understands: %s"
                            .formatted(base, e.getOriginalMessage()),
                    e);
        }
    }

    private static Optional<Answer> send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode body = response.headers()
                            .firstValue("Content-Type")
                            .filter(type -> type.contains("json"))
                            .isPresent()
                    ? JSON.readTree(response.body())
                    : JSON.missingNode();
            return Optional.of(new Answer(response.statusCode(), body));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
