package io.millrace.testkit.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultProxyIT {
    private static final int PATIENCE_MILLIS = 200;

    private LineServer server;
    private FaultProxy proxy;

    @BeforeEach
    void open() throws IOException {
        server = new LineServer();
        proxy = FaultProxy.to("127.0.0.1", server.port());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void passesRequestsAndAnswersOn() throws IOException {
        try (Client client = new Client()) {
            assertThat(client.ask("hello")).isEqualTo("got hello");
            assertThat(client.ask("again")).isEqualTo("got again");
        }
        Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> proxy.connections() == 0);
    }

    @Test
    void refusesOldAndNewConnectionsWhileTheLineIsCut() throws IOException {
        try (Client client = new Client()) {
            client.ask("hello");

            // When
            proxy.cut();

            // Then
            assertThatThrownBy(() -> client.ask("still there?")).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> new Client().ask("anyone?")).isInstanceOf(SocketException.class);
        }

        // When
        proxy.restore();

        // Then
        try (Client client = new Client()) {
            assertThat(client.ask("back")).isEqualTo("got back");
        }
    }

    @Test
    void losesNothingOverAFreeze() throws IOException {
        try (Client client = new Client()) {
            client.ask("hello");
            proxy.freeze();
            client.send("cold");
            assertThatThrownBy(client::answer).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.received()).doesNotContain("cold");

            // When
            proxy.restore();

            // Then
            assertThat(client.answer()).isEqualTo("got cold");
        }
    }

    @Test
    void swallowsAnswersToRequestsThatTookPlace() throws IOException {
        try (Client client = new Client()) {
            client.ask("hello");

            // When
            proxy.swallowAnswers();
            client.send("pay");

            // Then
            assertThatThrownBy(client::answer).isInstanceOf(SocketTimeoutException.class);
            assertThat(server.received()).contains("pay");

            // When
            proxy.restore();

            // Then
            assertThatThrownBy(() -> client.ask("paid?")).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void answersRequestsInTheServersPlaceWhileItIsUnavailable() throws IOException {
        try (Client client = new Client()) {
            client.ask("hello");

            // When
            proxy.refuse();

            // Then
            assertThat(client.ask("anyone?")).isEqualTo("HTTP/1.1 503 Slow Down");
            assertThat(server.received()).doesNotContain("anyone?");
            assertThat(proxy.refusals()).isEqualTo(1);

            // When
            proxy.restore();

            // Then
            try (Client later = new Client()) {
                assertThat(later.ask("back")).isEqualTo("got back");
            }
        }
    }

    @Test
    void losesTheAnswersToTheRequestsThatAreMeantAndNoOthers() throws IOException {
        proxy.loseAnswers(Pattern.compile("pay"), 1);
        try (Client client = new Client()) {
            assertThat(client.ask("hello")).isEqualTo("got hello");

            // When
            assertThatThrownBy(() -> client.ask("pay")).isInstanceOf(SocketException.class);

            // Then
            assertThat(server.received()).contains("pay");
            assertThat(proxy.answersLost()).isEqualTo(1);
        }
        try (Client client = new Client()) {
            assertThat(client.ask("pay again")).isEqualTo("got pay again");
        }
    }

    @Test
    void delaysBothDirections() throws IOException {
        try (Client client = new Client()) {
            client.ask("hello");

            // When
            proxy.delay(Duration.ofMillis(60));
            long start = System.nanoTime();
            client.ask("slow");

            // Then
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(120));
        }
    }

    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader answers;

        Client() throws IOException {
            socket = new Socket(proxy.host(), proxy.port());
            socket.setSoTimeout(PATIENCE_MILLIS);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        String ask(String line) throws IOException {
            send(line);
            return answer();
        }

        void send(String line) throws IOException {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        }

        String answer() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new SocketException("The other side has closed");
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
