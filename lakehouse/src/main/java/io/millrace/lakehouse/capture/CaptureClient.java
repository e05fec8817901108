package io.millrace.lakehouse.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import io.millrace.contracts.source.SourceSnapshot;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Capture's endpoint, as the lakehouse asks it. */
public final class CaptureClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CLIENT_ERROR = 4;

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = Json.mapper();

    /** A client of the capture that answers at this address, such as {@code http://127.0.0.1:8601}. */
    public CaptureClient(URI base) {
        this.base = base;
    }

    /**
     * Has rows read again from the source; they come through the stream, some time after this returns.
     *
     * @throws PipelineException of kind SOURCE if capture does not answer, of kind CONFIGURATION if it refuses
     */
    public ReloadState reload(ReloadRequest request) {
        try {
            var post = HttpRequest.newBuilder(base.resolve(ReloadRequest.PATH))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(request)))
                    .build();
            HttpResponse<String> answer = client.send(post, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 == 2) {
                return json.readValue(answer.body(), ReloadState.class);
            }
            throw new PipelineException(
                    answer.statusCode() / 100 == CLIENT_ERROR ? FailureKind.CONFIGURATION : FailureKind.SOURCE,
                    "Capture does not read rows of %s again: %s".formatted(request.table(), message(answer)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * How far the re-readings are that capture knows of.
     *
     * @throws PipelineException of kind SOURCE if capture does not answer or cannot tell
     */
    public List<ReloadState> reloads() {
        try {
            var get = HttpRequest.newBuilder(base.resolve(ReloadRequest.PATH))
                    .timeout(TIMEOUT)
                    .GET()
                    .build();
            HttpResponse<String> answer = client.send(get, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 == 2) {
                return json.readValue(answer.body(), new TypeReference<>() {});
            }
            throw new PipelineException(
                    FailureKind.SOURCE, "Capture does not tell what it reads again: " + message(answer));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * Holds the source still at a position; the moment ends by itself after a while.
     *
     * @throws PipelineException of kind SOURCE if capture does not answer, of kind NOT_READY if it cannot do it now
     */
    public SourceSnapshot snapshot() {
        try {
            var post = HttpRequest.newBuilder(base.resolve(SourceSnapshot.PATH))
                    // The server waits for transactions that were open before, and capture for its stream.
                    .timeout(PATIENCE)
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            HttpResponse<String> answer = client.send(post, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 == 2) {
                return json.readValue(answer.body(), SourceSnapshot.class);
            }
            throw new PipelineException(
                    FailureKind.NOT_READY, "Capture does not hold the source still: " + message(answer));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /** Lets a moment go that others have taken. */
    public void end(SourceSnapshot snapshot) {
        try {
            var delete = HttpRequest.newBuilder(base.resolve(SourceSnapshot.PATH + "?name="
                            + URLEncoder.encode(snapshot.name(), StandardCharsets.UTF_8)))
                    .timeout(TIMEOUT)
                    .DELETE()
                    .build();
            client.send(delete, HttpResponse.BodyHandlers.discarding());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        } catch (IOException e) {
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
                "Capture does not answer at %s; check that it is up and that lakehouse.capture-url names it"
                        .formatted(base),
                e);
    }
}
