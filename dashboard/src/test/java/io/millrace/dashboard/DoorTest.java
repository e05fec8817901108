package io.millrace.dashboard;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.millrace.dashboard.RunningDashboard.OPERATOR;
import static io.millrace.dashboard.RunningDashboard.VIEWER;
import static io.millrace.dashboard.RunningDashboard.assertProblem;
import static io.millrace.dashboard.RunningDashboard.json;
import static io.millrace.dashboard.RunningDashboard.with;
import static org.assertj.core.api.Assertions.assertThat;

class DoorTest {
    private RunningDashboard dashboard;

    @AfterEach
    void close() {
        dashboard.close();
    }

    @Test
    void withKeysNobodyLooksWithoutOne() throws Exception {
        dashboard = RunningDashboard.locked();
        for (String path : List.of(
                "/v1/pipeline",
                "/v1/stream",
                "/v1/socket",
                "/v1/segments",
                "/v1/clicks",
                "/v1/models",
                "/v1/explanations/r1",
                "/v1/users/1/features",
                "/v1/models/current",
                "/v1/stats",
                "/v1/stats/revenue",
                "/v1/figures",
                "/v1/alerts")) {
            assertProblem(dashboard.get(path), 401, "key-needed");
            assertProblem(dashboard.get(path, with("a-key-that-is-nobodys")), 401, "key-needed");
        }
        assertThat(dashboard.get("/v1/pipeline", with(VIEWER)).statusCode()).isEqualTo(200);
        assertThat(dashboard.get("/").statusCode()).isEqualTo(200);
        assertThat(dashboard.millrace().asked()).noneMatch(asked -> asked.contains("/users/"));
    }

    @Test
    void onlyOperatorsRunJobs() throws Exception {
        dashboard = RunningDashboard.locked();
        dashboard.millrace().reply("/orchestration/v1/jobs/refresh/run", 202, Map.of("id", 8, "job", "refresh"));
        assertProblem(dashboard.post("/v1/jobs/refresh/run", ""), 401, "key-needed");
        assertProblem(dashboard.post("/v1/jobs/refresh/run", "", with(VIEWER)), 403, "operator-needed");
        assertThat(dashboard.millrace().asked()).noneMatch(asked -> asked.startsWith("POST"));
        HttpResponse<String> begun = dashboard.post("/v1/jobs/refresh/run", "", with(OPERATOR));
        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(json(begun).path("id").asInt()).isEqualTo(8);
        assertThat(dashboard.millrace().asked()).containsOnlyOnce("POST /orchestration/v1/jobs/refresh/run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models/als-1/promote", "/v1/models/rollback"})
    void onlyOperatorsSwitchModels(String path) throws Exception {
        dashboard = RunningDashboard.locked();
        dashboard.millrace().reply("/orchestration" + path, 202, Map.of("what", "promote", "result", "running"));
        assertProblem(dashboard.post(path, ""), 401, "key-needed");
        assertProblem(dashboard.post(path, "", with(VIEWER)), 403, "operator-needed");
        assertThat(dashboard.millrace().asked()).noneMatch(asked -> asked.startsWith("POST"));
        assertThat(dashboard.post(path, "", with(OPERATOR)).statusCode()).isEqualTo(202);
        assertThat(dashboard.millrace().asked()).containsOnlyOnce("POST /orchestration" + path);
    }

    @Test
    void otherPagesOfABrowserCannotRunJobs() throws Exception {
        dashboard = RunningDashboard.open();
        dashboard.millrace().reply("/orchestration/v1/jobs/refresh/run", 202, Map.of("id", 8));
        assertProblem(dashboard.post("/v1/jobs/refresh/run", "", "Origin", "http://evil.example"), 403, "foreign-page");
        assertThat(dashboard
                        .post("/v1/jobs/refresh/run", "", "Origin", "http://127.0.0.1:" + dashboard.port())
                        .statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"localhost, 200", "LocalHost, 200", "rebound.example, 401"})
    void withoutKeysOnlyNamesOfThisMachineAreAnswered(String name, int status) throws Exception {
        dashboard = RunningDashboard.open();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /v1/stats HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                    .formatted(name)
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 " + status);
            assertThat(answer.contains("key-needed")).isEqualTo(status == 401);
        }
    }

    @Test
    void loginLeavesACookieThatScriptsAndOtherSitesDoNotGet() throws Exception {
        dashboard = RunningDashboard.locked();
        assertProblem(dashboard.post("/v1/session", "{\"key\": \"wrong\"}"), 401, "key-needed");
        assertProblem(dashboard.post("/v1/session", "no JSON"), 400, "invalid-request");
        HttpResponse<String> login = dashboard.post("/v1/session", "{\"key\": \"%s\"}".formatted(VIEWER));
        assertThat(json(login).path("role").asText()).isEqualTo("viewer");
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(VIEWER);
        String kept = cookie.substring(0, cookie.indexOf(';'));
        assertThat(dashboard.get("/v1/pipeline", "Cookie", kept).statusCode()).isEqualTo(200);
        assertThat(json(dashboard.get("/v1/session", "Cookie", kept))
                        .path("role")
                        .asText())
                .isEqualTo("viewer");
        assertProblem(dashboard.post("/v1/jobs/refresh/run", "", "Cookie", kept), 403, "operator-needed");
    }
}
