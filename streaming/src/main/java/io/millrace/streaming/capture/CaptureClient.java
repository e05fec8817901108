package io.millrace.streaming.capture;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Capture's endpoint. */
public final class CaptureClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final URI reloads;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ObjectMapper json = Json.mapper();

    /** A client of the capture that answers at this address, such as {@code http://127.0.0.1:8601}. */
    public CaptureClient(URI base) {
        this.reloads = base.resolve(ReloadRequest.PATH);
    }

    /**
     * Has a table read again; its rows come through the stream, some time after this returns.
     *
     * @throws PipelineException of kind SOURCE if capture does not answer or refuses
     */
    public void reload(ReloadRequest request) throws InterruptedException {
        try {
            send(HttpRequest.newBuilder(reloads)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(request))));
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    /**
     * How far the re-readings are that capture knows of.
     *
     * @throws PipelineException of kind SOURCE if capture does not answer or cannot tell
     */
    public List<ReloadState> reloads() throws InterruptedException {
        try {
            return json.readValue(send(HttpRequest.newBuilder(reloads).GET()), new TypeReference<>() {});
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new PipelineException(
                    FailureKind.SOURCE,
                    "Capture at %s answers %d: %s".formatted(reloads, answer.statusCode(), answer.body()));
        }
        return answer.body();
    }

    private PipelineException unreachable(IOException e) {
        return new PipelineException(
                FailureKind.SOURCE,
                "Capture does not answer at %s; check that it is up and that streaming.capture-url names it"
                        .formatted(reloads),
                e);
    }
}
