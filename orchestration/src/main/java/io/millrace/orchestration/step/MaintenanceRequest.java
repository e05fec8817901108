package io.millrace.orchestration.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.lake.Maintenance;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.orchestration.chain.StepAction;
import io.millrace.orchestration.chain.StepCall;
import io.millrace.orchestration.chain.StepOutcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Asks the lake's one writer to treat all its tables, and waits until it has.
 *
 * @param client sends it
 * @param lakehouse address of the writer
 * @param operation what is asked
 * @param limit an answer that takes longer counts as a failure
 */
public record MaintenanceRequest(HttpClient client, URI lakehouse, Maintenance operation, Duration limit)
        implements StepAction {
    private static final int OK = 200;
    private static final int FIRST_ERROR = 300;

    @Override
    public StepOutcome perform(StepCall call) {
        var log = new StepLog(call.log());
        URI uri = lakehouse.resolve(Maintenance.PATH + "?operation=" + operation.code());
        log.note("POST " + uri);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        return switch (call.stop().endsWithin(answer, limit)) {
            case DONE -> outcome(answer, uri, log);
            case STOPPED -> {
                answer.cancel(true);
                yield StepOutcome.interrupted("The scheduler stopped while the lakehouse worked");
            }
            case TOO_LONG -> {
                answer.cancel(true);
                yield StepOutcome.failed(
                        FailureKind.LAKE, "The lakehouse at %s did not answer within %s".formatted(uri, limit));
            }
        };
    }

    private static StepOutcome outcome(CompletableFuture<HttpResponse<String>> answer, URI uri, StepLog log) {
        HttpResponse<String> response;
        try {
            response = answer.join();
        } catch (CompletionException e) {
            String message = "The lakehouse does not answer at %s (%s); does it run?".formatted(uri, e.getCause());
            log.note(message);
            return StepOutcome.failed(FailureKind.LAKE, message);
        }
        log.note("%d %s".formatted(response.statusCode(), response.body()));
        if (response.statusCode() >= OK && response.statusCode() < FIRST_ERROR) {
            return StepOutcome.succeeded("");
        }
        return StepOutcome.failed(
                kind(response), "The lakehouse answers %d: %s".formatted(response.statusCode(), response.body()));
    }

    /** The kind that the answer names; else that of the first kind with this status, which says whether to try again. */
    private static FailureKind kind(HttpResponse<String> response) {
        String named = "";
        try {
            JsonNode body = Json.mapper().readTree(response.body());
            named = body.path("kind").asText();
        } catch (JsonProcessingException e) {
            // Not from a Millrace process, such as the page of a proxy: the status alone must do.
            named = "";
        }
        String kind = named;
        return Arrays.stream(FailureKind.values())
                .filter(known -> known.name().equals(kind))
                .findFirst()
                .orElse(
                        response.statusCode() == FailureKind.LAKE.httpStatus()
                                ? FailureKind.LAKE
                                : FailureKind.INTERNAL);
    }
}
