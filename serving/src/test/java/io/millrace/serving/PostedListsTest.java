package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.process.Json;
import io.millrace.serving.http.HttpConfig;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is answered to those who send a body. */
class PostedListsTest {
    private static final int ITEMS = 60;
    /** Items from here on are newer than the model. */
    private static final int IN_MODEL = 40;

    private static final String SESSION = "/v1/sessions/recommendations";
    private static final String RANKING = "/v1/users/1/ranking";
    private static final String BATCH = "/v1/recommendations";

    private static RunningService service;

    @BeforeAll
    static void publish() {
        service = RunningService.on(shop()).holding("f1", "m1");
    }

    private static InMemoryOnlineStore shop() {
        var store = new InMemoryOnlineStore();
        Samples.publishFeatures(
                store, "f1", ITEMS, Map.of("1", Samples.user("i0", "i2"), "2", Samples.user("i1", "i3")));
        Samples.publishModel(store, "m1", IN_MODEL);
        return store;
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static JsonNode post(String path, String body) {
        HttpResponse<String> answer = service.post(path, body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return RunningService.read(answer);
    }

    private static List<String> ids(JsonNode list) {
        List<String> ids = new ArrayList<>();
        list.at("/items").forEach(item -> ids.add(item.at("/item").asText()));
        return ids;
    }

    private static boolean isEven(String id) {
        return Integer.parseInt(id.substring(1)) % 2 == 0;
    }

    @Test
    void aSessionGetsItemsOfItsTasteWithoutItsOwn() {
        // When
        JsonNode list = post(SESSION, "{'items': ['i1', {'id': 'i5', 'weight': 2.5}, 'nothing'], 'limit': 8}");
        // Then
        assertThat(list.at("/path").asText()).isEqualTo("personal");
        assertThat(list.at("/unknownItems").toString()).isEqualTo("[\"nothing\"]");
        assertThat(ids(list))
                .hasSize(8)
                .doesNotContain("i1", "i5")
                .filteredOn(PostedListsTest::isEven)
                .hasSizeLessThan(3);
        assertThat(list.at("/items/0/reason/kind").asText()).isEqualTo("because_of_session");
        assertThat(list.at("/items/0/reason/text").asText()).startsWith("Because of Item ");
        assertThat(list.at("/model/version").asText()).isEqualTo("m1");
    }

    @Test
    void theWeightsOfASessionCount() {
        String even = "{'items': [{'id': 'i0', 'weight': 50}, {'id': 'i1', 'weight': 0.01}], 'limit': 5}";
        String odd = "{'items': [{'id': 'i0', 'weight': 0.01}, {'id': 'i1', 'weight': 50}], 'limit': 5}";
        assertThat(isEven(ids(post(SESSION, even)).get(0))).isTrue();
        assertThat(isEven(ids(post(SESSION, odd)).get(0))).isFalse();
    }

    @Test
    void aSessionIsFilteredAsAUserIs() {
        // When
        JsonNode list = post(
                SESSION,
                "{'items': ['i1'], 'limit': 4, 'offset': 1, 'category': ['odd', 'none'], 'max_price': 20.0,"
                        + " 'exclude': ['i3'], 'include_bought': true}");
        // Then
        assertThat(ids(list)).hasSize(4).doesNotContain("i3").noneMatch(PostedListsTest::isEven);
        assertThat(list.at("/items/0/rank").asInt()).isEqualTo(2);
        JsonNode all = post(SESSION, "{'items': ['i1'], 'limit': 100, 'include_bought': true}");
        assertThat(ids(all)).contains("i1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'items': []} | The session has no items yet | popular",
                "{'items': ['nothing']} | None of these items is known | popular",
                "{'items': ['i41']} | The model knows none of these items | trending"
            })
    void aSessionOfWhichTheModelKnowsNothingSaysSo(String body, String note, String path) {
        JsonNode list = post(SESSION, body);
        assertThat(list.at("/path").asText()).isEqualTo(path);
        assertThat(list.at("/note").asText()).startsWith(note);
        assertThat(ids(list)).hasSize(10);
    }

    @Test
    void givenItemsStandAsTheyWouldInTheListOfTheUser() {
        // Given
        List<String> whole = ids(service.json("/v1/users/1/recommendations?limit=100"));
        // When
        JsonNode ranking =
                post(RANKING, "{'items': ['i50', 'i3', 'nothing', 'i8', 'i9', 'i2', 'i4', 'i8', 'i7', 'i45']}");
        // Then
        List<String> given = List.of("i50", "i3", "i8", "i4", "i7", "i45");
        assertThat(ids(ranking))
                .isEqualTo(whole.stream().filter(given::contains).toList());
        assertThat(ranking.at("/path").asText()).isEqualTo("personal");
        assertThat(ranking.at("/leftOut").toString().replace('"', '\''))
                .isEqualTo("[{'item':'nothing','why':'unknown'},{'item':'i9','why':'unavailable'},"
                        + "{'item':'i2','why':'bought'}]");
    }

    @Test
    void whatARequestDoesNotWantIsLeftOutOfARanking() {
        // When
        JsonNode ranking = post(
                RANKING,
                "{'items': ['i1', 'i2', 'i4', 'i6', 'i8'], 'category': 'even', 'include_bought': true,"
                        + " 'max_price': 7, 'limit': 2}");
        // Then
        assertThat(ids(ranking)).hasSize(2);
        assertThat(ranking.at("/leftOut").findValuesAsText("item"))
                .contains("i1", "i8")
                .hasSize(3);
        assertThat(ranking.at("/leftOut").findValuesAsText("why")).containsOnly("not_wanted");
    }

    @Test
    void aLongRankingIsNotCutOff() {
        String items = Json.mapper()
                .valueToTree(IntStream.range(0, 1_000)
                        .mapToObj(number -> "i" + number)
                        .toList())
                .toString();
        JsonNode ranking = post("/v1/users/nobody/ranking", "{'items': " + items + "}");
        assertThat(ids(ranking)).hasSize(54);
        assertThat(ranking.at("/leftOut")).hasSize(946);
        assertThat(ranking.at("/note").asText()).contains("unknown");
    }

    @Test
    void aBatchHasTheListsThatItsUsersGetOneByOne() {
        // When
        JsonNode batch = post(BATCH, "{'users': ['2', 'nobody', 1, '2'], 'limit': 5, 'min_price': 10}");
        // Then
        assertThat(batch.at("/lists").findValuesAsText("user")).containsExactly("2", "nobody", "1");
        batch.at("/lists").forEach(list -> assertThat(ids(list))
                .isEqualTo(ids(service.json(
                        "/v1/users/" + list.at("/user").asText() + "/recommendations?limit=5&min_price=10"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/sessions/recommendations | '' | body",
                "/v1/sessions/recommendations | {'items': ['i1' | body",
                "/v1/sessions/recommendations | {'items': []} {} | body",
                "/v1/sessions/recommendations | {'items': [], 'items': []} | body",
                "/v1/sessions/recommendations | [] | body",
                "/v1/sessions/recommendations | null | body",
                "/v1/sessions/recommendations | {} | body",
                "/v1/sessions/recommendations | {'items': 'i1'} | items",
                "/v1/sessions/recommendations | {'items': [null]} | items",
                "/v1/sessions/recommendations | {'items': [1.5]} | items",
                "/v1/sessions/recommendations | {'items': [['i1']]} | items",
                "/v1/sessions/recommendations | {'items': [{'weight': 1}]} | items",
                "/v1/sessions/recommendations | {'items': [{'id': 'i1', 'wait': 1}]} | items",
                "/v1/sessions/recommendations | {'items': [{'id': 'i1', 'weight': 0}]} | items",
                "/v1/sessions/recommendations | {'items': [{'id': 'i1', 'weight': 1e999999999}]} | items",
                "/v1/sessions/recommendations | {'items': [{'id': 'i1', 'weight': '1'}]} | items",
                "/v1/sessions/recommendations | {'items': [], 'limit': 0} | limit",
                "/v1/sessions/recommendations | {'items': [], 'limit': 1.5} | limit",
                "/v1/sessions/recommendations | {'items': [], 'limit': 1e999999999} | limit",
                "/v1/sessions/recommendations | {'items': [], 'limit': [1, 2]} | limit",
                "/v1/sessions/recommendations | {'items': [], 'limit': null} | limit",
                "/v1/sessions/recommendations | {'items': [], 'category': {'a': 1}} | category",
                "/v1/sessions/recommendations | {'items': ['\\ud800']} | items",
                "/v1/sessions/recommendations | {'items': [], '\\ud800': 1} | ?",
                "/v1/sessions/recommendations | {'items': [], 'limit': '\\ud800x'} | limit",
                "/v1/sessions/recommendations | {'items': [], 'attribute': '\\ud800'} | attribute",
                "/v1/sessions/recommendations | {'items': [], 'min_price': -1} | min_price",
                "/v1/sessions/recommendations | {'items': [], 'limt': 5} | limt",
                "/v1/sessions/recommendations?limit=5 | {'items': []} | limit",
                "/v1/users/1/ranking | {'items': []} | items",
                "/v1/users/1/ranking | {'items': ['i1'], 'limit': 1001} | limit",
                "/v1/users/1/ranking?min_lsn=x | {'items': ['i1']} | min_lsn",
                "/v1/recommendations | {'users': []} | users",
                "/v1/recommendations | {'users': ['1'], 'min_lsn': '0/1'} | min_lsn"
            })
    void aBodyThatCannotBeIsAProblemThatNamesTheField(String path, String body, String parameter) {
        HttpResponse<String> answer = service.post(path, body == null ? "" : body.replace('\'', '"'));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(RunningService.read(answer).at("/parameter").asText()).isEqualTo(parameter);
        assertThat(RunningService.read(answer).at("/detail").asText()).contains("'" + parameter + "'");
    }

    @Test
    void anEmptyListOfValuesIsNoCondition() {
        assertThat(ids(post(SESSION, "{'items': [], 'category': [], 'exclude': [], 'limit': []}")))
                .hasSize(10);
    }

    @Test
    void moreUsersOrLongerIdsThanAllowedAreAProblem() {
        String users = "\"x\",".repeat(100) + "\"y\"";
        assertThat(service.post(BATCH, "{\"users\": [" + users + "]}").statusCode())
                .isEqualTo(400);
        assertThat(service.post(BATCH, "{\"users\": [\"" + "x".repeat(513) + "\"]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aBodyThatIsNotUtf8OrIsNestedWithoutEndIsAProblem() throws IOException {
        assertThat(service.post(SESSION, "{\"items\": " + "[".repeat(30_000)).statusCode())
                .isEqualTo(400);
        assertThat(raw("POST " + SESSION
                        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n\u00ff\u00fe"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {SESSION, RANKING, BATCH})
    void aBodyThatIsTooLargeIsAProblem(String path) {
        HttpResponse<String> answer = service.post(path, " ".repeat(64 * 1024 + 1));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(RunningService.read(answer).at("/type").asText()).isEqualTo("urn:millrace:problem:body-too-large");
        assertThat(service.post(path, " ".repeat(64 * 1024)).statusCode()).isEqualTo(400);
    }

    @Test
    void aBodyOfUnknownLengthThatGrowsTooLargeIsAProblem() throws IOException {
        String chunk = "1000\r\n" + " ".repeat(4096) + "\r\n";
        assertThat(raw("POST " + SESSION + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + chunk.repeat(17)))
                .startsWith("HTTP/1.1 413")
                .contains("body-too-large");
        assertThat(raw("POST " + SESSION
                        + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    private static String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aBodyThatDoesNotEndIsGivenUp() throws IOException {
        var http = new HttpConfig("127.0.0.1", 0, 1, 1, Duration.ofMillis(500), 10, Duration.ofSeconds(1));
        try (var one = RunningService.on(new InMemoryOnlineStore(), http);
                var socket = new Socket("127.0.0.1", one.port())) {
            // When
            socket.getOutputStream()
                    .write(("POST " + SESSION + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
                            .getBytes(StandardCharsets.US_ASCII));
            // Then
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("application/problem+json");
        }
    }

    @Test
    void aBodyThatTricklesWithoutEndIsGivenUpAndSaysWhatToDo() throws IOException {
        var http = new HttpConfig("127.0.0.1", 0, 1, 1, Duration.ofMillis(500), 10, Duration.ofSeconds(1));
        try (var one = RunningService.on(new InMemoryOnlineStore(), http);
                var socket = new Socket("127.0.0.1", one.port())) {
            // Given
            OutputStream sending = socket.getOutputStream();
            sending.write(("POST " + SESSION + " HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n{")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(100);
            // When it never pauses for as long as a connection may be silent
            int first = -1;
            for (int sent = 0; sent < 1_000 && first < 0; sent++) {
                sending.write(' ');
                first = readOrNothing(socket);
            }
            // Then
            String answer = (char) first + new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 408")
                    .contains("application/problem+json", "body-too-slow", "send it again");
        }
    }

    @Test
    void aHeadThatTricklesWithoutEndIsGivenUpAlsoBehindARequest() throws IOException {
        var http = new HttpConfig("127.0.0.1", 0, 1, 1, Duration.ofMillis(500), 10, Duration.ofSeconds(1));
        try (var one = RunningService.on(new InMemoryOnlineStore(), http);
                var socket = new Socket("127.0.0.1", one.port())) {
            // Given
            OutputStream sending = socket.getOutputStream();
            String request = "GET /health/live HTTP/1.1\r\nHost: x\r\n";
            sending.write((request + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            sending.write((request + "X: ").getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(100);
            // When it never pauses for as long as a connection may be silent
            int sent = 0;
            while (sent < 300 && isOpen(socket)) {
                sending.write('x');
                sent++;
            }
            // Then
            assertThat(sent).isLessThan(300);
        }
    }

    private static boolean isOpen(Socket socket) throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // What was answered before.
            }
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } catch (SocketException e) {
            return false;
        }
    }

    @Test
    void aStopWaitsForABodyThatIsOnItsWayAndForNobodyElse() throws Exception {
        var one = RunningService.on(shop()).holding("f1", "m1");
        try (var silent = new Socket("127.0.0.1", one.port());
                var socket = new Socket("127.0.0.1", one.port())) {
            // Given
            OutputStream sending = socket.getOutputStream();
            sending.write(("POST " + SESSION + " HTTP/1.1\r\nHost: x\r\nContent-Length: 13\r\n\r\n{\"items\"")
                    .getBytes(StandardCharsets.US_ASCII));
            RunningService.eventually(
                    () -> one.get("/metrics").body().contains("millrace_serving_requests_under_way 2.0"));
            // When
            CompletableFuture<Void> stop = CompletableFuture.runAsync(one::close);
            assertThat(silent.getInputStream().read()).as("the end").isEqualTo(-1);
            // Longer than idle connections were once given
            assertThatThrownBy(() -> stop.get(150, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            sending.write(": []}".getBytes(StandardCharsets.US_ASCII));
            // Then
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 200").contains("\"items\"");
            stop.join();
        }
    }

    private static int readOrNothing(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (SocketTimeoutException e) {
            return -1;
        }
    }

    @Test
    void thoseWhoSendSlowlyTakeNobodysTurn() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try (var one = RunningService.on(new InMemoryOnlineStore(), RunningService.limited(1, 4))) {
            // Given as many as may be worked on, and wait
            for (int client = 0; client < 5; client++) {
                var socket = new Socket("127.0.0.1", one.port());
                socket.getOutputStream()
                        .write(("POST " + SESSION + " HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            // Then
            String notReady = one.get("/v1/items/popular").body();
            assertThat(notReady).contains("not-ready");
            // When a body ends
            slow.get(0).getOutputStream().write("        ".getBytes(StandardCharsets.US_ASCII));
            // Then it is read
            byte[] status = slow.get(0).getInputStream().readNBytes(12);
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }
}
