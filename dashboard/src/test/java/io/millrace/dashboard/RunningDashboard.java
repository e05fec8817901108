package io.millrace.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.Secret;
import io.millrace.dashboard.access.Keys;
import io.millrace.dashboard.http.HttpConfig;
import io.millrace.dashboard.online.MemoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** A dashboard before processes that are fakes and a store in memory, and a client of it. */
final class RunningDashboard implements AutoCloseable {
    static final String VIEWER = "viewer-viewer-viewer";
    static final String OPERATOR = "operator-operator-operator";

    private final FakeMillrace millrace = new FakeMillrace();
    private final MemoryStore store = new MemoryStore();
    private final FakeFigures figures = new FakeFigures(store);
    private final HttpClient http = HttpClient.newHttpClient();
    private final Dashboard dashboard;

    private RunningDashboard(Keys keys) {
        this(new HttpConfig("127.0.0.1", 0, 100, Duration.ofSeconds(30)), 100, keys);
    }

    private RunningDashboard(HttpConfig http, int readers, Keys keys) {
        dashboard = new Dashboard(
                config(millrace, URI.create("redis://localhost:1"), http, readers, keys), FakeFigures.SHOP, store);
        dashboard.start();
    }

    /** One that needs no key. */
    static RunningDashboard open() {
        return new RunningDashboard(new Keys(Secret.of(""), Secret.of("")));
    }

    /** One for so many readers, which lets go of one that stands still for so long. */
    static RunningDashboard ofMany(int readers, Duration idleTimeout) {
        var http = new HttpConfig("127.0.0.1", 0, 2 * readers, idleTimeout);
        return new RunningDashboard(http, readers, new Keys(Secret.of(""), Secret.of("")));
    }

    /** One that has a key for viewers, and one for operators. */
    static RunningDashboard locked() {
        return new RunningDashboard(new Keys(Secret.of(VIEWER), Secret.of(OPERATOR)));
    }

    static DashboardConfig config(FakeMillrace millrace, URI redis, Keys keys) {
        return config(millrace, redis, new HttpConfig("127.0.0.1", 0, 100, Duration.ofSeconds(30)), 100, keys);
    }

    private static DashboardConfig config(FakeMillrace millrace, URI redis, HttpConfig http, int readers, Keys keys) {
        return new DashboardConfig(
                http,
                millrace.upstreams(),
                redis,
                Duration.ofMillis(20),
                Duration.ofMillis(20),
                Duration.ofSeconds(20),
                readers,
                keys);
    }

    FakeMillrace millrace() {
        return millrace;
    }

    MemoryStore store() {
        return store;
    }

    FakeFigures figures() {
        return figures;
    }

    int port() {
        return dashboard.port();
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return sent(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return sent(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The lines of the live stream. */
    BufferedReader events(String... headers) throws Exception {
        var answer = http.send(request("/v1/stream", headers).GET().build(), BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** The messages of the live stream as a WebSocket, after a last one if that is named. */
    SocketReader socket(String query, String... headers) {
        var reader = new SocketReader();
        var builder = http.newWebSocketBuilder();
        for (int index = 0; index < headers.length; index += 2) {
            builder.header(headers[index], headers[index + 1]);
        }
        reader.opened(builder.buildAsync(URI.create("ws://127.0.0.1:" + port() + "/v1/socket" + query), reader)
                .join());
        return reader;
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** The header that shows a key. */
    static String[] with(String key) {
        return new String[] {"Authorization", "Bearer " + key};
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.mapper().readTree(answer.body());
    }

    static void assertProblem(HttpResponse<String> answer, int status, String name) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("type").asText()).isEqualTo("urn:millrace:problem:" + name);
        assertThat(json(answer).path("detail").asText()).isNotBlank();
    }

    @Override
    public void close() {
        dashboard.close();
        millrace.close();
    }
}
