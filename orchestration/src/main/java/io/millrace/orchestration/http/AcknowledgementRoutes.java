package io.millrace.orchestration.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.contracts.process.ProcessEndpoint.Request;
import io.millrace.orchestration.history.Acknowledgements;
import io.millrace.orchestration.history.Acknowledgements.Acknowledgement;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** Answers {@code GET} and {@code POST /v1/acknowledgements}: who has seen to which alert of a rule. */
public record AcknowledgementRoutes(Acknowledgements acknowledgements) {
    /** Their path. */
    public static final String ACKNOWLEDGEMENTS = "/v1/acknowledgements";

    private static final int LONGEST = 200;
    private static final int OK = 200;
    private static final int WRONG_METHOD = 405;

    /** Answers what is at {@link #ACKNOWLEDGEMENTS}. */
    public Answer answer(Request request) {
        return switch (request.method()) {
            case "GET" -> new Answer(OK, acknowledgements.newest());
            case "POST" -> new Answer(OK, acknowledgements.add(read(request.body())));
            default -> new Answer(WRONG_METHOD, Map.of("message", ACKNOWLEDGEMENTS + " takes GET and POST"));
        };
    }

    private static Acknowledgement read(byte[] body) {
        try {
            JsonNode node = Json.mapper().readTree(body);
            return new Acknowledgement(text(node, "alert"), text(node, "by"), Instant.parse(text(node, "at")));
        } catch (IOException | DateTimeParseException e) {
            throw refused();
        }
    }

    private static String text(JsonNode node, String field) {
        String text = node == null ? "" : node.path(field).asText("");
        if (text.isBlank() || text.length() > LONGEST) {
            throw refused();
        }
        return text;
    }

    private static PipelineException refused() {
        return new PipelineException(
                FailureKind.CONFIGURATION,
                "An acknowledgement must be {\"alert\": ID, \"by\": NAME, \"at\": MOMENT}, each of at most %d characters"
                        .formatted(LONGEST));
    }
}
