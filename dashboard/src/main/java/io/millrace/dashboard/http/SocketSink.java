package io.millrace.dashboard.http;

import io.millrace.dashboard.stream.EventHub;
import io.millrace.dashboard.stream.StreamSink;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to a WebSocket, without a thread that waits. Public, because the server calls it from a package of its own. */
public final class SocketSink implements Session.Listener.AutoDemanding, StreamSink {
    private static final Logger LOG = LoggerFactory.getLogger(SocketSink.class);

    private final EventHub hub;
    private final Optional<String> lastSeen;
    private Session session;

    SocketSink(EventHub hub, Optional<String> lastSeen) {
        this.hub = hub;
        this.lastSeen = lastSeen;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        session = opened;
        if (!hub.join(this, lastSeen)) {
            opened.close(StatusCode.TRY_AGAIN_LATER, "There are more readers than can be served", Callback.NOOP);
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        // The write that is under way, or else the next one, fails as well, and with it the reader is forgotten.
        LOG.debug("A socket ends", cause);
    }

    @Override
    public Form form() {
        return Form.MESSAGE;
    }

    @Override
    public void write(ByteBuffer bytes, Written written) {
        session.sendText(
                StandardCharsets.UTF_8.decode(bytes).toString(),
                Callback.from(written::done, failure -> written.failed()));
    }

    @Override
    public void end() {
        session.close(StatusCode.SHUTDOWN, "The dashboard ends", Callback.NOOP);
    }
}
