package io.millrace.dashboard.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.Json;
import io.millrace.dashboard.figure.Parameters;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request with the ways to answer it, once. */
record Visit(Request request, Response response, Callback callback) {
    static final String JSON = "application/json";

    String method() {
        return request.getMethod();
    }

    /** The path as it was sent. */
    String path() {
        return Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
    }

    /** The path with its query, as they were sent. */
    String pathAndQuery() {
        return request.getHttpURI().getPathQuery();
    }

    /** The parameters of the query. */
    Parameters parameters() {
        Map<String, String> values = new HashMap<>();
        try {
            Request.extractQueryParameters(request).forEach(field -> values.put(field.getName(), field.getValue()));
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new ProblemException(ProblemKind.INVALID_REQUEST, "The query is not percent-encoded UTF-8");
        }
        return new Parameters(values);
    }

    Optional<String> header(HttpHeader name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    void json(int status, Object value) {
        bytes(status, JSON, written(value));
    }

    void problem(Problem problem) {
        if (problem.status() == ProblemKind.OVERLOADED.status()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, "5");
        }
        bytes(problem.status(), Problem.MEDIA_TYPE, written(problem.at(path())));
    }

    void bytes(int status, String mediaType, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
        if (!response.getHeaders().contains(HttpHeader.CACHE_CONTROL)) {
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        }
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static byte[] written(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is answered can be written", e);
        }
    }
}
