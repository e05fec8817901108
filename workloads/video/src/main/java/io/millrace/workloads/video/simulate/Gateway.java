package io.millrace.workloads.video.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The gateway, as a client uses it that loses nothing: what was not acknowledged is sent again, under the same ids.
 *
 * @param base such as {@code http://127.0.0.1:8606}
 * @param key empty where the gateway wants none
 */
public record Gateway(URI base, Secret key) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
    private static final int TAKEN = 202;
    private static final int TOO_MANY = 429;
    private static final int NOT_ACKNOWLEDGED = 503;

    /**
     * Returns when all are acknowledged.
     *
     * @throws PipelineException of kind NOT_READY if they are refused, or not acknowledged within a minute
     */
    void send(List<Event> events) throws InterruptedException {
        HttpRequest request = request(events);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "no answer";
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == TAKEN) {
                    return;
                }
                last = answer.statusCode() + " " + answer.body();
                if (answer.statusCode() != TOO_MANY && answer.statusCode() != NOT_ACKNOWLEDGED) {
                    throw refused(last);
                }
            } catch (IOException e) {
                last = String.valueOf(e.getMessage());
            }
            Thread.sleep(BETWEEN_TRIES.toMillis());
        }
        throw refused(last);
    }

    private PipelineException refused(String answer) {
        return new PipelineException(
                FailureKind.NOT_READY,
                "The gateway at %s does not take events: %s; check that it runs with the pipeline file of the video service"
                        .formatted(base, answer));
    }

    private HttpRequest request(List<Event> events) {
        try {
            var request = HttpRequest.newBuilder(base.resolve("/v1/events"))
                    .timeout(ANSWER_WITHIN)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            Json.mapper().writeValueAsBytes(Map.of("events", events))));
            if (!key.reveal().isEmpty()) {
                request.header("Authorization", "Bearer " + key.reveal());
            }
            return request.build();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Events can be written as JSON", e);
        }
    }
}
