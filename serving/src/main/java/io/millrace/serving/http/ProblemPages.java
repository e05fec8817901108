package io.millrace.serving.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes what the server itself refuses, such as broken requests and those that come while it is full, as problems. */
final class ProblemPages extends ErrorHandler {
    private static final String SECONDS_TO_WAIT = "1";

    private final Answers answers;
    private final Duration patience;

    /**
     * Pages.
     *
     * @param patience how long a body may take to arrive
     */
    ProblemPages(Answers answers, Duration patience) {
        this.answers = answers;
        this.patience = patience;
    }

    /** Tells the caller of what is not there yet when to come back. */
    static void addRetryAfter(Response response) {
        if (response.getStatus() == HttpStatus.SERVICE_UNAVAILABLE_503
                || response.getStatus() == HttpStatus.CONFLICT_409) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, SECONDS_TO_WAIT);
        }
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback) {
        ApiAnswer answer = answers.problem(problem(code, message)
                .at(Optional.ofNullable(request.getHttpURI().getPath()).orElse("")));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.mediaType());
        addRetryAfter(response);
        response.write(
                true,
                ByteBuffer.wrap(answer.body()),
                isOfHead(code) ? RefusedHead.before(request, callback) : callback);
    }

    /** Whether the head of a request was given up before it was read as a whole. */
    private static boolean isOfHead(int code) {
        return code == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 || code == HttpStatus.URI_TOO_LONG_414;
    }

    private Problem problem(int code, String message) {
        if (code == HttpStatus.SERVICE_UNAVAILABLE_503) {
            return Problem.of(ProblemKind.OVERLOADED, "Come back after the time in Retry-After");
        }
        if (code == HttpStatus.REQUEST_TIMEOUT_408) {
            return Problem.of(
                    ProblemKind.BODY_TOO_SLOW,
                    "The body was not there as a whole after %d seconds; send it again, without pauses, or in parts of fewer"
                                    .formatted(patience.toSeconds())
                            + " items or users each");
        }
        if (code == HttpStatus.PAYLOAD_TOO_LARGE_413) {
            return Problem.of(
                    ProblemKind.BODY_TOO_LARGE, "A body may have %d bytes at most".formatted(BodyReading.LARGEST));
        }
        return Problem.ofStatus(code, HttpStatus.getMessage(code), message);
    }
}
