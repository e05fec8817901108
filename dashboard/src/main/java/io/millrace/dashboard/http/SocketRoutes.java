package io.millrace.dashboard.http;

import io.millrace.dashboard.figure.Parameters;
import io.millrace.dashboard.stream.EventHub;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** The live stream as a WebSocket: the same events from the same memory, each a text message. */
record SocketRoutes(ServerWebSocketContainer container, EventHub hub) {
    /** Readers say nothing. */
    private static final int LARGEST_MESSAGE = 1024;

    static SocketRoutes of(Server server, EventHub hub, Duration idleTimeout) {
        ServerWebSocketContainer container = ServerWebSocketContainer.ensure(server);
        container.setIdleTimeout(idleTimeout);
        container.setMaxTextMessageSize(LARGEST_MESSAGE);
        container.setMaxBinaryMessageSize(LARGEST_MESSAGE);
        return new SocketRoutes(container, hub);
    }

    List<Route> all() {
        return List.of(Route.viewed("/v1/socket", this::open));
    }

    private void open(Visit visit) {
        // A browser lets any page open a socket to anywhere, with its cookies, and says only whose page it is.
        Door.requireOwnPage(visit);
        Parameters parameters = visit.parameters();
        parameters.allow(List.of("last"));
        Optional<String> lastSeen = parameters.text("last");
        boolean isSocket = container.upgrade(
                (request, response, callback) -> {
                    // Compression would keep a window of its own for each reader.
                    response.setExtensions(List.of());
                    return new SocketSink(hub, lastSeen);
                },
                visit.request(),
                visit.response(),
                visit.callback());
        if (!isSocket) {
            throw new ProblemException(
                    ProblemKind.INVALID_REQUEST, "Only a WebSocket is opened here; /v1/stream is the same");
        }
    }
}
