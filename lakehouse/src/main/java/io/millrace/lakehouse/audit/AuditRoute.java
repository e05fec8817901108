package io.millrace.lakehouse.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.contracts.lake.AuditRequest;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.contracts.process.ProcessEndpoint.Request;
import io.millrace.contracts.process.ProcessEndpoint.Route;
import java.io.IOException;
import java.util.Map;

/** Takes requests for audits and tells how far they are. */
public record AuditRoute(AuditDesk desk) implements Route {
    private static final ObjectMapper JSON = Json.mapper();

    @Override
    public Answer answer(Request request) {
        return switch (request.method()) {
            case "GET" ->
                desk.run(request.query().getOrDefault("id", ""))
                        .map(run -> new Answer(200, run))
                        .orElseGet(() -> new Answer(
                                404, Map.of("message", "No such audit; only the last one since the start is known")));
            case "POST" -> new Answer(202, desk.begin(parsed(request.body())));
            default -> new Answer(405, Map.of("message", "GET or POST " + AuditRequest.PATH));
        };
    }

    private static AuditRequest parsed(byte[] body) {
        try {
            return JSON.readValue(body, AuditRequest.class);
        } catch (IOException e) {
            throw new PipelineException(FailureKind.CONFIGURATION, "Not an audit: " + e.getMessage(), e);
        }
    }
}
