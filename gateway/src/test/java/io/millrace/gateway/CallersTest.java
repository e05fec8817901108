package io.millrace.gateway;

import io.millrace.gateway.intake.FakeEventLog;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.millrace.gateway.RunningGateway.EVENTS;
import static io.millrace.gateway.RunningGateway.FEEDBACK;
import static io.millrace.gateway.RunningGateway.NO_LIMIT;
import static io.millrace.gateway.RunningGateway.PLAY;
import static org.assertj.core.api.Assertions.assertThat;

class CallersTest {
    private final FakeEventLog log = new FakeEventLog();
    private RunningGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:1, 202",
        "LocalHost, 202",
        "127.0.0.1, 202",
        "[::1]:8606, 202",
        "Events.Internal:8606, 202",
        "rebound.example:8606, 403"
    })
    void withoutKeysOnlyNamesOfThisMachineAreAnswered(String name, int status) {
        gateway = RunningGateway.on(log);
        assertThat(gateway.raw("POST", EVENTS, Map.of("Host", name), PLAY)).startsWith("HTTP/1.1 " + status);
        assertThat(gateway.raw("GET", "/status", Map.of("Host", name), ""))
                .startsWith("HTTP/1.1 " + (status == 202 ? 200 : status));
        assertThat(log.events()).hasSize(status == 202 ? 1 : 0);
    }

    @Test
    void withKeysEveryNameIsAnswered() {
        gateway = RunningGateway.on(log, "shop events:write 0123456789abcdef", NO_LIMIT);
        assertThat(gateway.raw(
                        "POST",
                        EVENTS,
                        Map.of("Host", "events.example", "Authorization", "Bearer 0123456789abcdef"),
                        PLAY))
                .startsWith("HTTP/1.1 202");
    }

    @Test
    void keysMayDoWhatTheirScopesSay() {
        // Given
        gateway = RunningGateway.on(
                log, "shop events:write 0123456789abcdef; web feedback:write fedcba9876543210", NO_LIMIT);
        String clicks = "{'clicks':[{'user':1,'item':2}]}";
        // Then
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(401);
        gateway.withKey("0123456789abcdeg");
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(401);
        gateway.withKey("fedcba9876543210");
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(403);
        assertThat(gateway.post(FEEDBACK, clicks).statusCode()).isEqualTo(202);
        gateway.withKey("0123456789abcdef");
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(202);
        assertThat(gateway.post(FEEDBACK, clicks).statusCode()).isEqualTo(202);
        assertThat(gateway.get("/status").body()).contains("shop", "web").doesNotContain("0123456789abcdef");
    }

    @Test
    void aKeyThatSendsTooMuchIsToldWhenToComeBack() {
        // Given: a rate that gives nothing back while the test runs
        gateway = RunningGateway.on(log, "", new GatewayConfig.Rate(0.0001, 2));
        assertThat(gateway.post(EVENTS, "{'events':[%s,%s]}".formatted(PLAY, PLAY))
                        .statusCode())
                .isEqualTo(202);
        // When
        HttpResponse<String> answer = gateway.post(EVENTS, PLAY);
        // Then
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(9_000L, 10_000L);
        assertThat(log.events()).hasSize(2);
        // Then: its bodies are not even looked at
        assertThat(gateway.post(EVENTS, "{").statusCode()).isEqualTo(429);
    }

    @Test
    void aKeyThatSendsTooMuchTakesNothingFromAnother() {
        // Given
        gateway = RunningGateway.on(
                log,
                "shop events:write 0123456789abcdef; web events:write fedcba9876543210",
                new GatewayConfig.Rate(0.0001, 2));
        String two = "{'events':[%s,%s]}".formatted(PLAY, PLAY);
        // When
        gateway.withKey("0123456789abcdef");
        assertThat(gateway.post(EVENTS, two).statusCode()).isEqualTo(202);
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(429);
        // Then
        gateway.withKey("fedcba9876543210");
        assertThat(gateway.post(EVENTS, two).statusCode()).isEqualTo(202);
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(429);
    }

    @Test
    void wrongEventsCountForTheRateLikeOthers() {
        gateway = RunningGateway.on(log, "", new GatewayConfig.Rate(0.0001, 2));
        assertThat(gateway.post(EVENTS, "{'events':[{'type':'no'},{'type':'no'}]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(429);
    }
}
