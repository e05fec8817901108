package io.millrace.serving;

import io.millrace.serving.store.InMemoryOnlineStore;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OverloadTest {

    @Test
    void tooManyRequestsAreToldToComeBackLaterAndTheOthersAreAnswered() throws Exception {
        // Given
        var store = new InMemoryOnlineStore();
        Samples.publishFeatures(store, "f1", 500, Map.of("1", Samples.user("i0", "i2", "i4")));
        Samples.publishModel(store, "m1", 500);
        ExecutorService clients = Executors.newFixedThreadPool(32);
        try (var service = RunningService.on(store, RunningService.limited(1, 1))) {
            service.holding("f1", "m1");
            // When
            List<Future<HttpResponse<String>>> answers = new ArrayList<>();
            for (int request = 0; request < 1_000; request++) {
                answers.add(clients.submit(() -> service.get("/v1/users/1/recommendations?limit=100")));
            }
            // Then
            int answered = 0;
            for (Future<HttpResponse<String>> future : answers) {
                HttpResponse<String> answer = future.get();
                assertThat(answer.statusCode()).isIn(200, 503);
                answered += answer.statusCode() == 200 ? 1 : 0;
                if (answer.statusCode() == 503) {
                    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                }
            }
            assertThat(answered).isBetween(1, 999);
            assertThat(service.get("/v1/users/1/recommendations").statusCode()).isEqualTo(200);
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void headersWithoutEndAreAProblem() throws IOException {
        try (var service = RunningService.on(new InMemoryOnlineStore());
                var socket = new Socket("127.0.0.1", service.port())) {
            // When
            String request = "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(20_000) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            // Then
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 431").contains("application/problem+json");
        }
    }
}
