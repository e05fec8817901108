package io.millrace.gateway;

import io.millrace.gateway.intake.FakeEventLog;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.millrace.gateway.RunningGateway.EVENTS;
import static io.millrace.gateway.RunningGateway.FEEDBACK;
import static io.millrace.gateway.RunningGateway.NO_LIMIT;
import static io.millrace.gateway.RunningGateway.PLAY;
import static org.assertj.core.api.Assertions.assertThat;

class WebPagesTest {
    private final FakeEventLog log = new FakeEventLog();
    private RunningGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aPageOfAListedOriginMaySendAndReadTheAnswer() {
        // Given
        gateway = RunningGateway.on(log, "web feedback:write 0123456789abcdef", NO_LIMIT);
        // When
        String preflight = gateway.raw("OPTIONS", FEEDBACK, preflight("https://shop.example"), "");
        // Then
        assertThat(preflight)
                .startsWith("HTTP/1.1 200")
                .contains("Access-Control-Allow-Origin: https://shop.example")
                .contains("Access-Control-Allow-Methods: POST")
                .contains("Authorization")
                .contains("Content-Type")
                .contains("Access-Control-Max-Age: 600")
                .doesNotContain("Access-Control-Allow-Credentials");
        // When
        String answer = gateway.raw(
                "POST",
                FEEDBACK,
                Map.of("Origin", "https://shop.example", "Authorization", "Bearer 0123456789abcdef"),
                "{'clicks':[{'user':1,'item':2}]}");
        // Then
        assertThat(answer)
                .startsWith("HTTP/1.1 202")
                .contains("Access-Control-Allow-Origin: https://shop.example")
                .contains("Access-Control-Expose-Headers: Retry-After");
        assertThat(gateway.raw("POST", FEEDBACK, Map.of("Origin", "https://shop.example"), "{}"))
                .as("it may read why not, too")
                .startsWith("HTTP/1.1 401")
                .contains("Access-Control-Allow-Origin: https://shop.example");
    }

    @Test
    void aPageOfAnotherOriginIsAllowedNothing() {
        gateway = RunningGateway.on(log);
        for (String origin :
                List.of("https://shopxexample", "https://shop.example.evil", "http://shop.example", "null")) {
            assertThat(gateway.raw("OPTIONS", EVENTS, preflight(origin), "")).doesNotContain("Access-Control");
            assertThat(gateway.raw("POST", EVENTS, Map.of("Origin", origin), PLAY))
                    .doesNotContain("Access-Control");
        }
        assertThat(gateway.raw("GET", "/status", Map.of("Origin", "https://shop.example"), ""))
                .as("pages send events and see nothing else")
                .doesNotContain("Access-Control");
    }

    private static Map<String, String> preflight(String origin) {
        return Map.of("Origin", origin, "Access-Control-Request-Method", "POST");
    }
}
