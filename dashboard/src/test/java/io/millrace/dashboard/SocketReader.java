package io.millrace.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Json;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** What comes over a WebSocket, message by message. */
final class SocketReader implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private WebSocket socket;

    void opened(WebSocket opened) {
        socket = opened;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
        text.append(part);
        if (isLast) {
            try {
                messages.add(Json.mapper().readTree(text.toString()));
            } catch (JsonProcessingException e) {
                closed.completeExceptionally(e);
            }
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.completeExceptionally(error);
    }

    /** The next message of a kind. */
    JsonNode next(String kind) throws InterruptedException {
        JsonNode message = messages.take();
        while (!message.path("kind").asText().equals(kind)) {
            message = messages.take();
        }
        return message;
    }

    /** The status with which the server has closed it. */
    int closed() {
        return closed.join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
