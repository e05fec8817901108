package io.millrace.orchestration.alert;

import com.sun.net.httpserver.HttpServer;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebhookTest {
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";

    @Test
    void anAnswerThatBeginsAndNeverEndsIsNone() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Socket> asked = CompletableFuture.supplyAsync(() -> answerWithoutBody(server));
            var webhook = webhook("http://127.0.0.1:%d/secret".formatted(server.getLocalPort()));

            assertThatThrownBy(() -> webhook.send(new Alert("subject", "text")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("did not answer within")
                    .hasMessageNotContaining("secret");
            asked.get().close();
        }
    }

    private static Socket answerWithoutBody(ServerSocket server) {
        try {
            Socket socket = server.accept();
            socket.getOutputStream().write(HEAD.getBytes(StandardCharsets.US_ASCII));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, true", "413, true", "422, true", "401, false", "404, false", "429, false", "500, false"})
    void whatIsSaidOfTheMessageIsToldFromWhatMayChange(int status, boolean isRefused) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        try {
            var webhook =
                    webhook("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));

            assertThatThrownBy(() -> webhook.send(new Alert("subject", "text")))
                    .hasMessageContaining("It answered " + status)
                    .matches(failure -> failure instanceof RefusedMessage == isRefused);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anAddressWithoutAHostIsRefusedAndNotShown() {
        assertThatThrownBy(() -> webhook("http://slack_proxy/secret"))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("orchestration.webhook.url")
                .hasMessageNotContaining("secret");
    }

    private static Webhook webhook(String address) {
        return new Webhook(HttpClient.newHttpClient(), Secret.of(address), LIMIT);
    }
}
