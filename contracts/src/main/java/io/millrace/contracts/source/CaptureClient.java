package io.millrace.contracts.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Capture's endpoint, as others ask it. An interrupt while it is asked is kept, and told as a capture that does not
 * answer.
 */
public final class CaptureClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CLIENT_ERROR = 4;

    private final URI base;
    private final String setting;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = Json.mapper();

    /**
     * A client of the capture that answers at this address.
     *
     * @param base such as {@code http://127.0.0.1:8601}
     * @param setting that names the address, for whoever has to correct it
     */
    public CaptureClient(URI base, String setting) {
        this.base = base;
        this.setting = setting;
    }

    /**
     * Has rows read again from the source; they come through the stream, some time after this returns.
     *
     * @throws PipelineException of kind SOURCE if capture does not answer, of kind CONFIGURATION if it refuses
     */
    public ReloadState reload(ReloadRequest request) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(base.resolve(ReloadRequest.PATH))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes(request))));
        if (isRefused(answer)) {
            throw new PipelineException(
                    answer.statusCode() / 100 == CLIENT_ERROR ? FailureKind.CONFIGURATION : FailureKind.SOURCE,
                    "Capture does not read rows of %s again: %s".formatted(request.table(), message(answer)));
        }
        return read(answer, new TypeReference<>() {});
    }

    /**
     * How far the re-readings are that capture knows of.
     *
     * @throws PipelineException of kind SOURCE if capture does not answer or cannot tell
     */
    public List<ReloadState> reloads() {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(base.resolve(ReloadRequest.PATH))
                .timeout(TIMEOUT)
                .GET());
        if (isRefused(answer)) {
            throw new PipelineException(
                    FailureKind.SOURCE, "Capture does not tell what it reads again: " + message(answer));
        }
        return read(answer, new TypeReference<>() {});
    }

    /**
     * Holds the source still at a position; the moment ends by itself after a while.
     *
     * @throws PipelineException of kind SOURCE if capture does not answer, of kind NOT_READY if it cannot do it now
     */
    public SourceSnapshot snapshot() {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(base.resolve(SourceSnapshot.PATH))
                // The server waits for transactions that were open before, and capture for its stream.
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.noBody()));
        if (isRefused(answer)) {
            throw new PipelineException(
                    FailureKind.NOT_READY, "Capture does not hold the source still: " + message(answer));
        }
        return read(answer, new TypeReference<>() {});
    }

    /** Lets a moment go that others have taken; one that has ended by itself is gone already. */
    public void end(SourceSnapshot snapshot) {
        send(HttpRequest.newBuilder(base.resolve(
                        SourceSnapshot.PATH + "?name=" + URLEncoder.encode(snapshot.name(), StandardCharsets.UTF_8)))
                .timeout(TIMEOUT)
                .DELETE());
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private static boolean isRefused(HttpResponse<String> answer) {
        return answer.statusCode() / 100 != 2;
    }

    private byte[] bytes(ReloadRequest request) {
        try {
            return json.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A request can be written as JSON", e);
        }
    }

    private <T> T read(HttpResponse<String> answer, TypeReference<T> type) {
        try {
            return json.readValue(answer.body(), type);
        } catch (JsonProcessingException e) {
            throw unreachable(e);
        }
    }

    private String message(HttpResponse<String> answer) {
        try {
            return json.readTree(answer.body()).path("message").asText(answer.body());
        } catch (JsonProcessingException e) {
            // Whatever answered there speaks no JSON; its words are shown as they are.
            return answer.statusCode() + " " + answer.body();
        }
    }

    private PipelineException unreachable(Exception e) {
        return new PipelineException(
                FailureKind.SOURCE,
                "Capture does not answer at %s; check that it is up and that %s names it".formatted(base, setting),
                e);
    }
}
