package io.millrace.serving;

import io.millrace.serving.http.HttpConfig;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that ask without end and read nothing of what is answered. */
class SlowReaderTest {
    private static final String LIST = "/v1/items/popular?limit=100";
    private static final int LOOKS = 20;
    private static final byte[] REQUESTS =
            ("GET " + LIST + " HTTP/1.1\r\nHost: x\r\n\r\n").repeat(100).getBytes(StandardCharsets.US_ASCII);

    private static RunningService oneAtATime(Duration idleTimeout) {
        var store = new InMemoryOnlineStore();
        Samples.publishFeatures(store, "f1", 200, Map.of("1", Samples.user("i0", "i2")));
        Samples.publishModel(store, "m1", 200);
        var http = new HttpConfig("127.0.0.1", 0, 1, 4, Duration.ofMillis(500), 10, idleTimeout);
        return RunningService.on(store, http).holding("f1", "m1");
    }

    private static Socket client(RunningService service) throws IOException {
        var socket = new Socket();
        // A small one, so that few answers fill it.
        socket.setReceiveBufferSize(1024);
        socket.connect(new InetSocketAddress("127.0.0.1", service.port()));
        return socket;
    }

    /** Asks until the connection ends, and returns how it did. */
    private static CompletableFuture<IOException> askWithoutEnd(Socket socket) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                while (true) {
                    socket.getOutputStream().write(REQUESTS);
                }
            } catch (IOException e) {
                return e;
            }
        });
    }

    /** An answer is under way whenever somebody looks, beside the one that tells so. */
    private static boolean isStuck(RunningService service) {
        return IntStream.range(0, LOOKS)
                .allMatch(look -> service.get("/metrics").body().contains("millrace_serving_requests_under_way 2.0"));
    }

    @Test
    void whoDoesNotReadTakesNobodysTurn() throws IOException {
        CompletableFuture<IOException> asking;
        try (var service = oneAtATime(Duration.ofMinutes(1));
                var socket = client(service)) {
            // When
            asking = askWithoutEnd(socket);
            RunningService.eventually(() -> isStuck(service));
            // Then
            for (int request = 0; request < LOOKS; request++) {
                assertThat(service.get(LIST).statusCode()).isEqualTo(200);
            }
            assertThat(asking).isNotDone();
        }
        asking.join();
    }

    @Test
    void whoDoesNotReadIsCutOff() throws IOException {
        try (var service = oneAtATime(Duration.ofSeconds(1));
                var socket = client(service)) {
            // When
            IOException end = askWithoutEnd(socket).join();
            // Then
            assertThat(end).isInstanceOf(SocketException.class);
            assertThat(service.get(LIST).statusCode()).isEqualTo(200);
            RunningService.eventually(
                    () -> service.get("/metrics").body().contains("millrace_serving_requests_under_way 1.0"));
        }
    }
}
