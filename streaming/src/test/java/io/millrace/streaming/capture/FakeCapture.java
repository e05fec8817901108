package io.millrace.streaming.capture;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.ProcessEndpoint;
import io.millrace.contracts.process.ProcessEndpoint.Answer;
import io.millrace.contracts.process.ProcessEndpoint.Request;
import io.millrace.contracts.source.CaptureClient;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The endpoint of capture that takes wishes for readings: it notes them and reads nothing. */
final class FakeCapture implements AutoCloseable {
    private static final Instant ASKED = Instant.parse("2026-01-31T12:00:00Z");

    private final ProcessEndpoint endpoint = ProcessEndpoint.open("127.0.0.1", 0, Optional::empty, Map::of);
    private final List<ReloadRequest> requests = new CopyOnWriteArrayList<>();
    private volatile List<ReloadState> states = List.of();
    private volatile boolean isUp = true;

    FakeCapture() {
        endpoint.route(ReloadRequest.PATH, this::answer);
    }

    CaptureClient client() {
        return new CaptureClient(URI.create("http://127.0.0.1:" + endpoint.port()), "streaming.capture-url");
    }

    /** Tells from now on of one reading, which stands like this. */
    void tells(TableId table, ReloadState.Phase phase) {
        states = List.of(state(table, phase));
    }

    /** Answers from now on, or says that it cannot. */
    void answers(boolean does) {
        isUp = does;
    }

    /** What was asked for. */
    List<ReloadRequest> requests() {
        return requests;
    }

    private static ReloadState state(TableId table, ReloadState.Phase phase) {
        return new ReloadState("r1", table, phase, 0, "somebody asked", null, ASKED, null);
    }

    private Answer answer(Request request) {
        if (!isUp) {
            return new Answer(503, Map.of("message", "the source is away"));
        }
        if (request.method().equals("GET")) {
            return new Answer(200, states);
        }
        try {
            ReloadRequest asked = Json.mapper().readValue(request.body(), ReloadRequest.class);
            requests.add(asked);
            return new Answer(202, state(asked.table(), ReloadState.Phase.WAITING));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
