package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Json;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What nobody should send, at every path that takes it. */
class BadInputTest {
    private static final List<String> LISTS = List.of(
            "/v1/users/1/recommendations",
            "/v1/users/1/because-you-bought",
            "/v1/items/i1/similar",
            "/v1/items/popular",
            "/v1/items/trending");
    private static final Map<String, String> POSTED = Map.of(
            "/v1/sessions/recommendations", "'items': ['i1']",
            "/v1/recommendations", "'users': ['1']",
            "/v1/users/1/ranking", "'items': ['i1']");
    private static final List<String> NO_LIMITS = List.of("0", "-1", "1000000000", "2147483648", "1e1", "0x1", "'1'");
    private static final List<String> SQL = List.of(
            "1'; DROP TABLE users; --", "1 OR 1=1", "' UNION SELECT * FROM pg_shadow --", "$(reboot)", "{{7*7}}");
    private static final List<String> BROKEN = List.of(
            "", "{", "}", "[1", "{'items': ['i1'}", "{'users'; 1}", "<items/>", "{'a': \\u00}", "nul", "'\u0000'");
    private static final int MEGABYTE = 1 << 20;

    private static RunningService service;

    @BeforeAll
    static void publish() {
        var store = new InMemoryOnlineStore();
        Samples.publishFeatures(store, "f1", 20, Map.of("1", Samples.user("i0", "i2")));
        Samples.publishModel(store, "m1", 20);
        service = RunningService.on(store).holding("f1", "m1");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(RunningService.read(answer).at("/status").asInt()).isEqualTo(status);
        assertThat(RunningService.read(answer).at("/detail").asText()).isNotBlank();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static Stream<String> limits() {
        return LISTS.stream().flatMap(list -> NO_LIMITS.stream().map(limit -> list + "?limit=" + encoded(limit)));
    }

    @ParameterizedTest
    @MethodSource("limits")
    void aLimitThatCannotBe(String path) {
        assertProblem(service.get(path), 400);
    }

    static Stream<List<String>> bodies() {
        Stream<List<String>> limits = POSTED.entrySet().stream()
                .flatMap(path -> Stream.of("0", "-1", "1000000000", "1e99", "null", "{}", "'x'")
                        .map(limit -> List.of(path.getKey(), "{" + path.getValue() + ", 'limit': " + limit + "}")));
        Stream<List<String>> broken =
                POSTED.keySet().stream().flatMap(path -> BROKEN.stream().map(body -> List.of(path, body)));
        return Stream.concat(limits, broken);
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void aBodyThatCannotBe(List<String> pathAndBody) {
        assertProblem(service.post(pathAndBody.get(0), pathAndBody.get(1).replace('\'', '"')), 400);
    }

    static List<String> sql() {
        return SQL;
    }

    @ParameterizedTest
    @MethodSource("sql")
    void sqlInAnIdIsTheIdOfNobody(String id) {
        for (String path : List.of(
                "/v1/users/%s/features",
                "/v1/users/%s/because-you-bought",
                "/v1/items/%s/similar",
                "/v1/explanations/%s",
                "/v1/explanations/%s/replay")) {
            assertProblem(service.get(path.formatted(encoded(id))), 404);
        }
        assertThat(service.json("/v1/users/" + encoded(id) + "/recommendations")
                        .at("/note")
                        .asText())
                .contains("unknown");
        assertThat(service.json("/v1/items/popular?category=" + encoded(id)).at("/items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/items/popular HTTP/1.1\r\nHost: x\r\nX-Long: %s\r\n\r\n",
                "GET /v1/items/popular?category=%s HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/users/%s/features HTTP/1.1\r\nHost: x\r\n\r\n"
            })
    void aMegabyteOfHeader(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", service.port())) {
            // Given somebody who reads while the whole of it is sent
            CompletableFuture<String> reading = CompletableFuture.supplyAsync(() -> {
                try {
                    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            // When
            socket.getOutputStream()
                    .write(request.formatted("x".repeat(MEGABYTE)).getBytes(StandardCharsets.US_ASCII));
            // Then
            String answer = reading.join();
            assertThat(answer).matches("(?s)HTTP/1.1 (414|431) .*").contains("Content-Type: application/problem+json");
            JsonNode problem = Json.mapper().readTree(answer.substring(answer.indexOf("\r\n\r\n")));
            assertThat(problem.at("/status").asInt()).isIn(414, 431);
        }
        assertThat(service.get("/v1/items/popular").statusCode()).isEqualTo(200);
    }
}
