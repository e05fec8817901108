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

import static org.assertj.core.api.Assertions.assertThat;

class ServedModelsTest {
    private final AtomicReference<String> asked = new AtomicReference<>();
    private HttpServer serving;
    private ServedModels models;
    private volatile String answer = "{\"model\":\"als-1\",\"rank\":8}";
    private volatile int status = 200;

    @BeforeEach
    void serve() throws IOException {
        serving = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serving.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
            asked.set(exchange.getRequestURI().getPath());
        });
        serving.start();
        models = new ServedModels(
                URI.create("http://127.0.0.1:" + serving.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        models.close();
        serving.stop(0);
    }

    @Test
    void theModelThatServingNamesIsKnownAndNoOther() {
        models.start();
        await();
        assertThat(asked.get()).isEqualTo("/v1/models/current");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> models.contain("als-1"));
        assertThat(models.contain("als-2")).isFalse();
    }

    @Test
    void beforeTheFirstModelNoneIsKnown() {
        // Given
        status = 503;
        answer = "{\"title\":\"no model\",\"model\":\"als-1\"}";
        // When
        models.start();
        await();
        models.close();
        // Then
        assertThat(models.contain("als-1")).isFalse();
        assertThat(models.end()).isCompleted();
    }

    @Test
    void withoutServingTheQuestionsGoOn() {
        // Given
        serving.stop(0);
        // When
        models.start();
        models.close();
        // Then
        assertThat(models.end()).isCompleted();
    }

    private void await() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> asked.get() != null);
    }
}
