package io.millrace.lakehouse.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.lake.AuditReport;
import io.millrace.contracts.lake.AuditRequest;
import io.millrace.contracts.lake.AuditRun;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Consumer;

/** Has the lakehouse that answers at an address do an audit, and waits for it. */
record AuditClient(URI lakehouse, HttpClient client) {
    private static final ObjectMapper JSON = Json.mapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Duration BUSY = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 300;

    /** What it found; tells meanwhile what it does. */
    AuditReport audit(AuditRequest request, Consumer<String> told) throws InterruptedException {
        String id = begin(request).id();
        int shown = 0;
        while (true) {
            AuditRun run = parsed(send(HttpRequest.newBuilder(lakehouse.resolve(AuditRequest.PATH + "?id=" + id))
                    .GET()));
            run.told().stream().skip(shown).forEach(told);
            shown = run.told().size();
            if (run.report() != null) {
                return run.report();
            }
            if (run.failure() != null) {
                throw new PipelineException(run.failure(), run.message());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private AuditRun begin(AuditRequest request) throws InterruptedException {
        long deadline = System.nanoTime() + BUSY.toNanos();
        while (true) {
            try {
                return parsed(send(HttpRequest.newBuilder(lakehouse.resolve(AuditRequest.PATH))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))));
            } catch (PipelineException e) {
                // Another one runs.
                if (e.kind() != FailureKind.NOT_READY || System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(POLL_MILLIS);
            } catch (IOException e) {
                throw new IllegalStateException("A request can be written as JSON", e);
            }
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> answer =
                    client.send(request.timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw refused(answer);
            }
            return answer;
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.LAKE,
                    "The lakehouse does not answer at %s; check that it is up and that lakehouse.url names it"
                            .formatted(lakehouse),
                    e);
        }
    }

    private static PipelineException refused(HttpResponse<String> answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            String kind = body.path("kind").asText();
            return new PipelineException(
                    kind.isEmpty() ? FailureKind.NOT_READY : FailureKind.valueOf(kind),
                    body.path("message").asText("The lakehouse answers with status " + answer.statusCode()));
        } catch (JsonProcessingException e) {
            // Before it has begun to read changes it knows no audits, and says so in HTML.
            return new PipelineException(FailureKind.NOT_READY, "The lakehouse is not ready for an audit yet", e);
        }
    }

    private static AuditRun parsed(HttpResponse<String> answer) {
        try {
            return JSON.readValue(answer.body(), AuditRun.class);
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.INTERNAL,
                    "The lakehouse answers in a way that this version does not understand: " + e.getMessage(),
                    e);
        }
    }
}
