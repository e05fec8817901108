package io.millrace.cdc;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cdc.reload.ReloadBoard;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.contracts.process.ProcessEndpoint.Request;
import io.millrace.contracts.source.ReloadRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers who wants a table read again or the source held still. */
final class SourceRequests {
    private static final String NAME = "name";

    private final ReloadBoard board;
    private final Supplier<Optional<CaptureAttempt>> attempt;
    private final ObjectMapper json = Json.mapper();

    SourceRequests(ReloadBoard board, Supplier<Optional<CaptureAttempt>> attempt) {
        this.board = board;
        this.attempt = attempt;
    }

    /** {@code GET} lists reloads, {@code POST} asks for one. */
    Answer reloads(Request request) {
        return switch (request.method()) {
            case "GET" -> new Answer(200, board.states());
            case "POST" ->
                new Answer(202, interruptibly(() -> attempt.get()
                        .flatMap(CaptureAttempt::reloads)
                        .orElseThrow(SourceRequests::notCapturing)
                        .request(reloadRequest(request.body()))));
            default -> notAllowed("GET and POST");
        };
    }

    /** {@code POST} holds a moment still, {@code DELETE} lets it go. */
    Answer snapshots(Request request) {
        return switch (request.method()) {
            case "POST" -> new Answer(201, interruptibly(() -> desk().take()));
            case "DELETE" -> {
                String name = Optional.ofNullable(request.query().get(NAME))
                        .orElseThrow(() -> new PipelineException(
                                FailureKind.CONFIGURATION, "Say which snapshot ends, with ?name="));
                yield desk().end(name)
                        ? new Answer(200, Map.of("ended", name))
                        : new Answer(404, Map.of("message", "No snapshot is held under the name " + name));
            }
            default -> notAllowed("POST and DELETE");
        };
    }

    private SnapshotDesk desk() {
        return attempt.get().flatMap(CaptureAttempt::snapshots).orElseThrow(SourceRequests::notCapturing);
    }

    private ReloadRequest reloadRequest(byte[] body) {
        try {
            return json.readValue(body, ReloadRequest.class);
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "The request to read a table again cannot be read: " + e.getMessage(),
                    e);
        }
    }

    private static Answer notAllowed(String methods) {
        return new Answer(405, Map.of("message", "Here are " + methods + " alone"));
    }

    private static PipelineException notCapturing() {
        return new PipelineException(
                FailureKind.NOT_READY, "Capture does not stream now; /health/ready says why; ask again");
    }

    private static <T> T interruptibly(Interruptible<T> question) {
        try {
            return question.answer();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(FailureKind.NOT_READY, "Capture is ending", e);
        }
    }

    /** A question whose answer takes its time. */
    @FunctionalInterface
    private interface Interruptible<T> {
        T answer() throws InterruptedException;
    }
}
