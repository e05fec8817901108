package io.millrace.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.Json;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Writes answers. */
final class Answers {
    static final String JSON = "application/json";

    private Answers() {}

    static void json(Response response, Callback callback, int status, Object value) {
        write(response, callback, status, JSON, bytes(value));
    }

    static void problem(Response response, Callback callback, ProblemException failure) {
        problem(response, callback, failure.problem(), failure.retryAfter());
    }

    /** Writes a problem, with the time to wait where there is one. */
    static void problem(Response response, Callback callback, Problem problem, Duration retryAfter) {
        int status = problem.status();
        if (status == HttpStatus.TOO_MANY_REQUESTS_429 || status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
            response.getHeaders().put(HttpHeader.RETRY_AFTER, seconds);
        }
        if (status == HttpStatus.UNAUTHORIZED_401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        if (status == HttpStatus.REQUEST_TIMEOUT_408) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        write(response, callback, status, Problem.MEDIA_TYPE, bytes(problem));
    }

    static void write(Response response, Callback callback, int status, String type, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    /**
     * The value as JSON. JSON's escapes can spell half of a character, which UTF-8 has no bytes for: where words of a
     * request are in the value, a question mark stands for it.
     */
    private static byte[] bytes(Object value) {
        try {
            return Json.mapper().writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
