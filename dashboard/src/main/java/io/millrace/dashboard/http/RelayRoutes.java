package io.millrace.dashboard.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Json;
import io.millrace.dashboard.upstream.Heard;
import io.millrace.dashboard.upstream.UpstreamClient;
import io.millrace.dashboard.upstream.Upstreams;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;

/** Hands questions about users, items and the current model on to serving, and all about jobs and models to orchestration. */
record RelayRoutes(UpstreamClient client, Upstreams upstreams) {
    List<Route> all() {
        return List.of(
                asked("/v1/users/[^/]+/(recommendations|because-you-bought|features)"),
                asked("/v1/items/(popular|trending)"),
                asked("/v1/explanations/[^/]+"),
                asked("/v1/models/current"),
                Route.viewed(
                        "/v1/models",
                        visit -> relayed(visit, () -> client.get(upstreams.orchestration(), visit.path()))),
                begun("/v1/models/rollback"),
                begun("/v1/models/[A-Za-z0-9][A-Za-z0-9._-]*/promote"),
                begun("/v1/jobs/[a-z0-9-]+/run"));
    }

    private Route begun(String path) {
        return Route.operated(
                path, visit -> relayed(visit, () -> client.post(upstreams.orchestration(), visit.path())));
    }

    private Route asked(String path) {
        return Route.viewed(path, visit -> relayed(visit, () -> client.get(upstreams.serving(), visit.pathAndQuery())));
    }

    private static void relayed(Visit visit, Supplier<CompletableFuture<Heard>> question) {
        CompletableFuture<Heard> answer;
        try {
            answer = question.get();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemKind.INVALID_REQUEST, "The path is not percent-encoded");
        }
        answer.whenComplete((heard, failure) -> {
            if (failure == null) {
                answer(visit, heard);
            } else {
                visit.callback().failed(failure);
            }
        });
    }

    private static void answer(Visit visit, Heard heard) {
        if (heard.silence().isPresent()) {
            visit.problem(
                    Problem.of(ProblemKind.NO_ANSWER, heard.silence().get() + "; './millrace status' shows what runs"));
        } else if (heard.isGood() || heard.mediaType().startsWith(Problem.MEDIA_TYPE)) {
            visit.bytes(heard.status(), heard.mediaType(), heard.body());
        } else {
            visit.problem(Problem.ofStatus(heard.status(), HttpStatus.getMessage(heard.status()), message(heard)));
        }
    }

    private static String message(Heard heard) {
        try {
            JsonNode body = Json.mapper().readTree(heard.body());
            return body == null ? "" : body.path("message").asText("No reason was given");
        } catch (IOException e) {
            return "The answer is no JSON";
        }
    }
}
