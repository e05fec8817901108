package io.millrace.orchestration.alert;

import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

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
