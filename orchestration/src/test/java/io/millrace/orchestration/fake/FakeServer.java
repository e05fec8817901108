package io.millrace.orchestration.fake;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An HTTP server that answers as told, with 200 when nothing more is, and remembers what it was asked. */
public final class FakeServer implements AutoCloseable {
    /** A request: path with query, and body. */
    public record Asked(String path, String body) {}

    /** An answer. */
    public record Told(int status, String body) {}

    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final HttpServer server;

    public FakeServer(Told... answers) throws IOException {
        Iterator<Told> next = List.of(answers).iterator();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                asked.add(new Asked(exchange.getRequestURI().toString(), body));
                Told told = next.hasNext() ? next.next() : new Told(200, "{}");
                byte[] answer = told.body().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(told.status(), answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** All requests so far. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
