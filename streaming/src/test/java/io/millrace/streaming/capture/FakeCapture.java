package io.millrace.streaming.capture;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.source.CaptureClient;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.ReloadState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The endpoint of capture that takes wishes for readings: it notes them and reads nothing. */
final class FakeCapture implements AutoCloseable {
    private static final Instant ASKED = Instant.parse("2026-01-31T12:00:00Z");

    private final HttpServer server;
    private final List<ReloadRequest> requests = new CopyOnWriteArrayList<>();
    private volatile List<ReloadState> states = List.of();
    private volatile boolean isUp = true;

    FakeCapture() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(ReloadRequest.PATH, this::answer);
        server.start();
    }

    CaptureClient client() {
        return new CaptureClient(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "streaming.capture-url");
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

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isUp) {
                answer(exchange, 503, Map.of("message", "the source is away"));
            } else if (exchange.getRequestMethod().equals("POST")) {
                ReloadRequest request = Json.mapper().readValue(exchange.getRequestBody(), ReloadRequest.class);
                requests.add(request);
                answer(exchange, 202, state(request.table(), ReloadState.Phase.WAITING));
            } else {
                answer(exchange, 200, states);
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, Object value) throws IOException {
        byte[] body = Json.mapper().writeValueAsBytes(value);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
