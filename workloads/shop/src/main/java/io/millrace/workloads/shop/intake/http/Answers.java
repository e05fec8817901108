package io.millrace.workloads.shop.intake.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.Json;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers. */
final class Answers {
    static final String JSON = "application/json";

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final long RETRY_AFTER_SECONDS = 1;

    private Answers() {}

    static void json(Response response, Callback callback, int status, Object value) {
        write(response, callback, status, JSON, bytes(value));
    }

    /** Writes a problem, with the time to wait where there is one. */
    static void problem(Response response, Callback callback, Problem problem) {
        int status = problem.status();
        if (status == HttpStatus.TOO_MANY_REQUESTS_429 || status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (status == HttpStatus.UNAUTHORIZED_401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        if (status == HttpStatus.REQUEST_TIMEOUT_408) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        write(response, callback, status, Problem.MEDIA_TYPE, bytes(problem));
    }

    /** Writes what a request failed with. */
    static void failure(Response response, Callback callback, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof ProblemException known) {
            problem(response, callback, known.problem());
        } else {
            LOG.error("Cannot answer a request", cause);
            problem(response, callback, Problem.of(ProblemKind.INTERNAL, "The log of the service says more"));
        }
    }

    static void write(Response response, Callback callback, int status, String type, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static byte[] bytes(Object value) {
        try {
            return Json.mapper().writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
