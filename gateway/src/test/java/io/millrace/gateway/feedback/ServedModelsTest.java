package io.millrace.gateway.feedback;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class ServedModelsTest {
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final String MODEL = "{\"model\":\"als-1\",\"rank\":8}";

    private final AtomicReference<String> asked = new AtomicReference<>();
    private HttpServer serving;
    private ServedModels models;
    private volatile String answer = MODEL;
    private volatile int status = 200;

    @BeforeEach
    void serve() throws IOException {
        serve(0);
        models = new ServedModels(
                URI.create("http://127.0.0.1:" + serving.getAddress().getPort()), PAUSE);
    }

    private void serve(int port) throws IOException {
        serving = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        serving.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            asked.set(exchange.getRequestURI().getPath());
        });
        serving.start();
    }

    @AfterEach
    void stop() {
        models.close();
        serving.stop(0);
    }

    @Test
    void theModelThatServingNamesIsKnownAndNoOther() throws InterruptedException {
        models.ask();
        assertThat(models.contain("als-1")).isTrue();
        assertThat(models.contain("als-2")).isFalse();
        Awaitility.await().untilAsserted(() -> assertThat(asked.get()).isEqualTo("/v1/models/current"));
    }

    @Test
    void modelsOfBeforeStayKnownUntilThereAreManyLaterOnes() throws InterruptedException {
        for (int model = 1; model <= 20; model++) {
            answer = "{\"model\":\"als-%d\"}".formatted(model);
            models.ask();
        }
        assertThat(models.contain("als-1")).isTrue();
        answer = "{\"model\":\"als-21\"}";
        models.ask();
        assertThat(models.contain("als-1")).isFalse();
        assertThat(models.contain("als-2")).isTrue();
        assertThat(models.contain("als-21")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"503|{\"model\":\"als-1\"}", "404|{\"model\":\"als-1\"}", "200|{}", "200|no JSON", "200|null"})
    void whatNamesNoModelIsAskedAgain(int first, String text) throws InterruptedException {
        // Given
        status = first;
        answer = text;
        // When
        models.ask();
        // Then
        assertThat(models.contain("als-1")).isFalse();
        // When
        status = 200;
        answer = MODEL;
        models.ask();
        // Then
        assertThat(models.contain("als-1")).isTrue();
    }

    @Test
    void servingThatBeginsLaterIsFound() throws IOException {
        // Given
        int port = serving.getAddress().getPort();
        serving.stop(0);
        // When
        models.start();
        serve(port);
        // Then
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> models.contain("als-1"));
        assertThat(models.end()).isNotDone();
        models.close();
        assertThat(models.end()).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:70000", "http://no_name:1", "127.0.0.1", "ftp://127.0.0.1"})
    void anAddressThatCannotBeAskedEndsNothing(String address) throws InterruptedException {
        try (var lost = new ServedModels(URI.create(address), PAUSE)) {
            assertThat(lost.ask()).isEqualTo(PAUSE);
        }
    }
}
