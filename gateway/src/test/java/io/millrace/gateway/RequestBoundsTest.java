package io.millrace.gateway;

import io.millrace.gateway.http.BodyPace;
import io.millrace.gateway.intake.FakeEventLog;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.millrace.gateway.RunningGateway.EVENTS;
import static io.millrace.gateway.RunningGateway.FEEDBACK;
import static io.millrace.gateway.RunningGateway.NO_LIMIT;
import static io.millrace.gateway.RunningGateway.PLAY;
import static org.assertj.core.api.Assertions.assertThat;

class RequestBoundsTest {
    private final FakeEventLog log = new FakeEventLog();
    private RunningGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        gateway = RunningGateway.on(log);
        assertThat(gateway.post(EVENTS, " ".repeat(30_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void aSmallBodyThatWouldMakeALargeTreeIsRefused() {
        gateway = RunningGateway.on(log);
        HttpResponse<String> answer = gateway.post(
                EVENTS, "{'type':'play','data':{'user':'u','seconds':[%s{}]}}".formatted("{},".repeat(400)));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("bytes of memory, but those of a request may take 100000");
    }

    @Test
    void whatABodyTakesOfTheHeapIsInFlightUntilItIsAnswered() {
        // Given
        var kafka = new CompletableFuture<Void>();
        gateway = RunningGateway.on(log.answering(kafka));
        CompletableFuture<HttpResponse<String>> first =
                gateway.sendEvents("{'events':[%s,%s,%s]}".formatted(PLAY, PLAY, PLAY));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> log.events().size() == 3);
        // Then
        assertThat(bytesInFlight()).isBetween(5_000L, 20_000L);
        // When
        kafka.complete(null);
        // Then
        assertThat(first.join().statusCode()).isEqualTo(202);
        assertThat(bytesInFlight()).isZero();
    }

    private long bytesInFlight() {
        return RunningGateway.read(gateway.get("/status").body()).get("bytes").asLong();
    }

    @Test
    void aBodyThatDoesNotComeIsEnded() throws IOException {
        gateway = RunningGateway.on(log, RunningGateway.http(10, Duration.ofMillis(100)), "", NO_LIMIT);
        assertThatABodyThatStopsIsEnded();
    }

    @Test
    void aBodyThatTricklesIsEndedLongBeforeOneThatComesWouldBe() throws IOException {
        // Given: it may take a day, but not with so few bytes
        var pace = new BodyPace(Duration.ofDays(1), Duration.ofMillis(100), 1_000);
        gateway = RunningGateway.on(log, RunningGateway.http(10, pace), "", NO_LIMIT);
        // Then
        assertThatABodyThatStopsIsEnded();
    }

    private void assertThatABodyThatStopsIsEnded() throws IOException {
        try (Socket socket = beginning("", "{\"type\"")) {
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("body-too-slow");
        }
        assertThat(bytesInFlight()).isZero();
    }

    @Test
    void aKeyWhoseBodiesDoNotComeLeavesRoomForOthers() throws IOException {
        // Given
        gateway = RunningGateway.on(
                log,
                RunningGateway.http(100, Duration.ofSeconds(60)),
                "shop events:write 0123456789abcdef; web feedback:write fedcba9876543210",
                NO_LIMIT);
        List<Socket> trickling = new ArrayList<>();
        try {
            for (int each = 0; each < 10; each++) {
                trickling.add(beginning("Authorization: Bearer fedcba9876543210\r\n", "{"));
            }
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> bytesInFlight() == 50_000);
            // Then
            gateway.withKey("fedcba9876543210");
            assertThat(gateway.post(FEEDBACK, "{'clicks':[{'user':1,'item':2}]}")
                            .statusCode())
                    .isEqualTo(429);
            gateway.withKey("0123456789abcdef");
            assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(202);
        } finally {
            for (Socket each : trickling) {
                each.close();
            }
        }
    }

    /** A request whose body of 10,000 bytes ends with its beginning. */
    private Socket beginning(String headers, String body) throws IOException {
        var socket = new Socket("127.0.0.1", gateway.port());
        String path = headers.isEmpty() ? EVENTS : FEEDBACK;
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                                + "Content-Length: 10000\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    @Test
    void moreRequestsThanMayWaitAreToldToComeBack() throws Exception {
        // Given
        var kafka = new CompletableFuture<Void>();
        gateway = RunningGateway.on(log.answering(kafka), RunningGateway.http(2, Duration.ofSeconds(30)), "", NO_LIMIT);
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        waiting.add(gateway.sendEvents(PLAY));
        waiting.add(gateway.sendEvents(PLAY));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> log.events().size() == 2);
        // When
        HttpResponse<String> answer = gateway.post(EVENTS, PLAY);
        // Then
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("overloaded");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isPositive();
        // When
        kafka.complete(null);
        // Then
        for (CompletableFuture<HttpResponse<String>> each : waiting) {
            assertThat(each.get().statusCode()).isEqualTo(202);
        }
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(202);
    }
}
