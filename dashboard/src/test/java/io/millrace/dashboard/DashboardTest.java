package io.millrace.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.pipeline.Window;
import io.millrace.contracts.process.Json;
import io.millrace.contracts.process.Secret;
import io.millrace.dashboard.access.Keys;
import io.millrace.dashboard.http.HttpConfig;
import io.millrace.dashboard.online.MemoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60) // A stream that tells nothing would be read for ever.
class DashboardTest {
    private static final String VIEWER = "viewer-viewer-viewer";
    private static final String OPERATOR = "operator-operator-operator";
    private static final String[] NOTHING = {};

    private final FakeMillrace millrace = new FakeMillrace();
    private final MemoryStore store = new MemoryStore();
    private final FakeFigures figures = new FakeFigures(store);
    private final HttpClient http = HttpClient.newHttpClient();
    private Dashboard dashboard;

    private void open() {
        start(new Keys(Secret.of(""), Secret.of("")));
    }

    private void locked() {
        start(new Keys(Secret.of(VIEWER), Secret.of(OPERATOR)));
    }

    private void start(Keys keys) {
        dashboard = new Dashboard(
                new DashboardConfig(
                        new HttpConfig("127.0.0.1", 0, 100, Duration.ofSeconds(30)),
                        millrace.upstreams(),
                        URI.create("redis://localhost:1"),
                        Duration.ofMillis(20),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(20),
                        100,
                        keys),
                FakeFigures.SHOP,
                store);
        dashboard.start();
    }

    @AfterEach
    void close() {
        dashboard.close();
        millrace.close();
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return sent(request(path, headers).GET());
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return sent(request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + dashboard.port() + path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String[] with(String key) {
        return new String[] {"Authorization", "Bearer " + key};
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        return Json.mapper().readTree(answer.body());
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String name) throws IOException {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).path("type").asText()).isEqualTo("urn:millrace:problem:" + name);
        assertThat(json(answer).path("detail").asText()).isNotBlank();
    }

    @Test
    void pageAndItsPartsAreServedAndNothingOfOtherOriginsIsLetIn() throws Exception {
        open();
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.body()).doesNotContain("<style", "style=").doesNotContainPattern("<script[^>]*>[^<]");
        assertThat(get("/charts/uPlot.js").body()).contains("uPlot");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        assertThat(get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }

    @Test
    void processIsLiveReadyAndMeasured() throws Exception {
        locked();
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/metrics").body()).contains("millrace_dashboard_readers", "jvm_memory");
    }

    @Test
    void pipelineIsOneDocument() throws Exception {
        open();
        JsonNode pipeline = json(get("/v1/pipeline"));
        assertThat(pipeline.path("processes")).hasSize(5);
        assertThat(pipeline.path("lake")
                        .path("tables")
                        .path("public.orders")
                        .path("rows")
                        .asLong())
                .isEqualTo(1_000);
        assertThat(pipeline.path("at").asText()).isNotBlank();
    }

    @Test
    void whatIsNotThereIsAProblem() throws Exception {
        open();
        assertProblem(get("/v1/nothing"), 404, "unknown-path");
        HttpResponse<String> wrong = post("/v1/pipeline", "");
        assertProblem(wrong, 405, "method-not-allowed");
        assertThat(wrong.headers().firstValue("Allow")).hasValue("GET");
        assertThat(get("/v1/users/%C3%28/features").statusCode()).isEqualTo(400);
    }

    @Test
    void withKeysNobodyLooksWithoutOne() throws Exception {
        locked();
        for (String path : List.of(
                "/v1/pipeline",
                "/v1/stream",
                "/v1/users/1/features",
                "/v1/models/current",
                "/v1/stats",
                "/v1/stats/revenue",
                "/v1/figures",
                "/v1/alerts")) {
            assertProblem(get(path), 401, "key-needed");
            assertProblem(get(path, with("a-key-that-is-nobodys")), 401, "key-needed");
        }
        assertThat(get("/v1/pipeline", with(VIEWER)).statusCode()).isEqualTo(200);
        assertThat(get("/").statusCode()).isEqualTo(200);
        assertThat(millrace.asked()).noneMatch(asked -> asked.contains("/users/"));
    }

    @Test
    void onlyOperatorsRunJobs() throws Exception {
        locked();
        millrace.reply("/orchestration/v1/jobs/refresh/run", 202, Map.of("id", 8, "job", "refresh"));
        assertProblem(post("/v1/jobs/refresh/run", ""), 401, "key-needed");
        assertProblem(post("/v1/jobs/refresh/run", "", with(VIEWER)), 403, "operator-needed");
        assertThat(millrace.asked()).noneMatch(asked -> asked.startsWith("POST"));
        HttpResponse<String> begun = post("/v1/jobs/refresh/run", "", with(OPERATOR));
        assertThat(begun.statusCode()).isEqualTo(202);
        assertThat(json(begun).path("id").asInt()).isEqualTo(8);
        assertThat(millrace.asked()).containsOnlyOnce("POST /orchestration/v1/jobs/refresh/run");
    }

    @Test
    void otherPagesOfABrowserCannotRunJobs() throws Exception {
        open();
        millrace.reply("/orchestration/v1/jobs/refresh/run", 202, Map.of("id", 8));
        assertProblem(post("/v1/jobs/refresh/run", "", "Origin", "http://evil.example"), 403, "foreign-page");
        assertThat(post("/v1/jobs/refresh/run", "", "Origin", "http://127.0.0.1:" + dashboard.port())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void withoutKeysOnlyNamesOfThisMachineAreAnswered() throws Exception {
        open();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), dashboard.port())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /v1/pipeline HTTP/1.1\r\nHost: rebound.example\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 401").contains("key-needed");
        }
    }

    @Test
    void loginLeavesACookieThatScriptsAndOtherSitesDoNotGet() throws Exception {
        locked();
        assertProblem(post("/v1/session", "{\"key\": \"wrong\"}"), 401, "key-needed");
        assertProblem(post("/v1/session", "no JSON"), 400, "invalid-request");
        HttpResponse<String> login = post("/v1/session", "{\"key\": \"%s\"}".formatted(VIEWER));
        assertThat(json(login).path("role").asText()).isEqualTo("viewer");
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(VIEWER);
        String kept = cookie.substring(0, cookie.indexOf(';'));
        assertThat(get("/v1/pipeline", "Cookie", kept).statusCode()).isEqualTo(200);
        assertThat(json(get("/v1/session", "Cookie", kept)).path("role").asText())
                .isEqualTo("viewer");
        assertProblem(post("/v1/jobs/refresh/run", "", "Cookie", kept), 403, "operator-needed");
    }

    @Test
    void bodyThatIsTooLargeIsRefused() throws Exception {
        locked();
        assertThat(post("/v1/session", "x".repeat(100_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void questionsAboutUsersAreHandedOnAsTheyAre() throws Exception {
        open();
        millrace.reply("/serving/v1/users/a%2Fb%20c/features", 200, Map.of("user", "a/b c"));
        HttpResponse<String> answer = get("/v1/users/a%2Fb%20c/features?min_lsn=0/1");
        assertThat(json(answer).path("user").asText()).isEqualTo("a/b c");
        assertThat(millrace.asked()).contains("GET /serving/v1/users/a%2Fb%20c/features?min_lsn=0/1");
    }

    @Test
    void problemsOfOthersAreHandedOnAndTheirMessagesBecomeProblems() throws Exception {
        open();
        millrace.reply(
                "/serving/v1/users/1/features", 404, "application/problem+json", Map.of("detail", "No user '1'"));
        millrace.reply("/orchestration/v1/jobs/refresh/run", 409, Map.of("message", "The job refresh already runs"));
        assertThat(json(get("/v1/users/1/features")).path("detail").asText()).isEqualTo("No user '1'");
        HttpResponse<String> busy = post("/v1/jobs/refresh/run", "");
        assertThat(busy.statusCode()).isEqualTo(409);
        assertThat(json(busy).path("detail").asText()).isEqualTo("The job refresh already runs");
    }

    @Test
    void serviceThatIsDownIsAProblemWithAName() throws Exception {
        open();
        millrace.close();
        assertProblem(get("/v1/models/current"), 502, "no-answer");
    }

    @Test
    void streamTellsWhatChangesAndGoesOnAfterTheLastId() throws Exception {
        open();
        String id;
        try (var events = events(NOTHING)) {
            assertThat(rows(events)).isEqualTo(1_000);
            millrace.healthy(1_001);
            id = awaitRows(events, 1_001);
        }
        millrace.healthy(1_002);
        try (var events = events("Last-Event-ID", id)) {
            awaitRows(events, 1_002);
        }
    }

    @Test
    void endWaitsForNoReader() throws Exception {
        open();
        try (var idle = new Socket(InetAddress.getLoopbackAddress(), dashboard.port());
                var events = events(NOTHING)) {
            rows(events);
            dashboard.close();
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
            assertThat(events.lines().filter(line -> line.startsWith("data: "))).allMatch(line -> line.endsWith("}"));
        }
    }

    private BufferedReader events(String... headers) throws Exception {
        var answer = http.send(request("/v1/stream", headers).GET().build(), BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** An event of the stream. */
    private record Event(String id, String kind, JsonNode data) {
        private long rows() {
            return data.path("lake")
                    .path("tables")
                    .path("public.orders")
                    .path("rows")
                    .asLong();
        }
    }

    /** The next event of a kind. */
    private static Event next(BufferedReader events, String kind) throws IOException {
        Event event;
        do {
            event = new Event(
                    line(events, "id: "), line(events, "event: "), Json.mapper().readTree(line(events, "data: ")));
        } while (!event.kind().equals(kind));
        return event;
    }

    private static long rows(BufferedReader events) throws IOException {
        return next(events, "pipeline").rows();
    }

    /** The id of the first event with so many rows; each state may be told in parts, as its processes answer. */
    private static String awaitRows(BufferedReader events, long rows) throws IOException {
        Event event = next(events, "pipeline");
        while (event.rows() != rows) {
            event = next(events, "pipeline");
        }
        return event.id();
    }

    private static String line(BufferedReader events, String beginning) throws IOException {
        String line = events.readLine();
        while (!line.startsWith(beginning)) {
            line = events.readLine();
        }
        return line.substring(beginning.length());
    }

    @Test
    void streamTellsFiguresAndAlertsAsTheyCome() throws Exception {
        figures.begin();
        open();
        Instant now = Instant.now();
        try (var events = events(NOTHING)) {
            assertThat(next(events, "figures").data().path("measures")).hasSize(4);
            figures.alert("a1", "VELOCITY", Severity.CRITICAL, "42", true, now);
            JsonNode alert = next(events, "alerts", data -> data.path("open").asInt() == 1)
                    .path("alerts")
                    .path(0);
            assertThat(alert.path("key").asText()).isEqualTo("42");
            assertThat(alert.path("evidence")).hasSize(2);
            figures.total("orders", Window.ALL, now, 77, "0");
            JsonNode data = next(events, "figures", told -> told.toString().contains("\"count\":77"));
            assertThat(data.path("progress").path("position").asText()).isEqualTo("1:0/16B3748");
        }
    }

    /** The next document of a kind that says what is waited for. */
    private static JsonNode next(BufferedReader events, String kind, Predicate<JsonNode> isWanted) throws IOException {
        JsonNode data = next(events, kind).data();
        while (!isWanted.test(data)) {
            data = next(events, kind).data();
        }
        return data;
    }

    @Test
    void measuresAreListedAndEachIsToldByDimension() throws Exception {
        figures.begin();
        figures.group("revenue", "country", "DE", Window.ALL, Instant.EPOCH, 2, "30.5");
        open();
        JsonNode list = json(get("/v1/stats"));
        assertThat(list.path("measures").findValuesAsText("name"))
                .containsExactly("revenue", "orders", "average_order", "sales");
        assertThat(list.path("measures").path(3).path("unit").asText()).isEqualTo("quantity * price_per_unit");
        assertThat(list.path("rules").path(1).path("within").asText()).isEqualTo("PT1M");
        JsonNode answer = json(get("/v1/stats/revenue?by=country&window=all"));
        assertThat(answer.path("groups").path(0).path("name").asText()).isEqualTo("DE");
        assertThat(answer.path("groups").path(0).path("value").decimalValue()).isEqualByComparingTo("30.5");
        assertThat(json(get("/v1/figures")).path("progress").path("position").asText())
                .isEqualTo("1:0/16B3748");
    }

    @Test
    void questionThatCannotBeAnsweredIsAProblemThatNamesTheParameter() throws Exception {
        figures.begin();
        open();
        assertProblem(get("/v1/stats/profit"), 404, "unknown-figure");
        HttpResponse<String> wrong = get("/v1/stats/revenue?by=city");
        assertProblem(wrong, 400, "invalid-request");
        assertThat(json(wrong).path("detail").asText()).startsWith("by must be one of");
        assertProblem(get("/v1/stats/revenue?by=%FF"), 400, "invalid-request");
        assertProblem(get("/v1/alerts?state=lost"), 400, "invalid-request");
        store.down(true);
        assertProblem(get("/v1/stats/revenue"), 502, "no-answer");
        assertProblem(get("/v1/alerts"), 502, "no-answer");
    }

    @Test
    void onlyOperatorsAcknowledgeAlerts() throws Exception {
        figures.begin();
        figures.alert("a1", "VELOCITY", Severity.CRITICAL, "42", true, Instant.now());
        locked();
        String path = "/v1/alerts/a1/acknowledge";
        assertProblem(post(path, "", with(VIEWER)), 403, "operator-needed");
        assertProblem(post("/v1/alerts/beef/acknowledge", "", with(OPERATOR)), 404, "unknown-alert");
        assertProblem(post(path, "{\"by\": 7}", with(OPERATOR)), 400, "invalid-request");
        JsonNode first = json(post(path, "{\"by\": \" Ana \"}", with(OPERATOR)));
        assertThat(first.path("acknowledged").path("by").asText()).isEqualTo("Ana");
        assertThat(json(post(path, "", with(OPERATOR)))).isEqualTo(first);
        JsonNode listed = json(get("/v1/alerts?state=open&limit=1", with(VIEWER)));
        assertThat(listed.path("alerts").path(0)).isEqualTo(first);
    }

    @Test
    void nobodyIsAskedWhileNobodyReads() throws Exception {
        open();
        get("/health/live");
        assertThat(millrace.asked()).isEmpty();
        assertThat(store.asked()).isZero();
        assertThat(Stream.of(get("/v1/pipeline"), get("/v1/pipeline"))).allMatch(answer -> answer.statusCode() == 200);
        assertThat(millrace.asked()).isNotEmpty();
    }
}
