package io.millrace.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.gateway.http.BodyPace;
import io.millrace.gateway.http.HttpConfig;
import io.millrace.gateway.http.WebOrigins;
import io.millrace.gateway.intake.FakeEventLog;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EventsApiTest {
    private static final String EVENTS = "/v1/events";
    private static final String PLAY = "{'type':'play','id':'a','data':{'user':'u1','seconds':3}}";
    private static final GatewayConfig.Rate NO_LIMIT = new GatewayConfig.Rate(0, 1);

    private final FakeEventLog log = new FakeEventLog();
    private RunningGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void anEventIsAnsweredWithItsIdWhenTheLogHasIt() {
        // Given
        gateway = RunningGateway.on(log);
        // When
        HttpResponse<String> answer = gateway.post(EVENTS, PLAY);
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("{\"accepted\":[{\"event\":0,\"id\":\"a\"}],\"refused\":[]}");
        assertThat(new String(log.events().get(0).value(), StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"a\",\"type\":\"play\",\"receivedAt\":\"2026-01-31T12:00:00Z\","
                        + "\"data\":{\"user\":\"u1\",\"seconds\":3,\"begun\":\"2026-01-31T12:00:00Z\"}}");
        assertThat(log.events().get(0).key()).asString().isEqualTo("u1");
        assertThat(gateway.get("/metrics").body())
                .contains("millrace_gateway_events_total{outcome=\"accepted\",type=\"play\"} 1.0");
    }

    @Test
    void anEventWithoutAnIdGetsOneInTheOrderOfTime() {
        gateway = RunningGateway.on(log);
        gateway.post(EVENTS, "{'events':[%s,%s]}".formatted(PLAY.replace("'id':'a',", ""), PLAY));
        assertThat(log.ids().get(0)).startsWith("019c13ec-9e00-7").hasSize(36);
        assertThat(log.ids().get(1)).isEqualTo("a");
    }

    @Test
    void aBatchWithAWrongEventIsRefusedWithItsPlaceAndNothingIsTaken() {
        // Given
        gateway = RunningGateway.on(log);
        // When
        HttpResponse<String> answer = gateway.post(
                EVENTS,
                "{'events':[%s,{'type':'play','data':{'user':'u','seconds':'long'}},{'type':'pley','data':{}}]}"
                        .formatted(PLAY));
        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningGateway.read(answer.body()).get("errors"))
                .hasToString("[{\"event\":1,\"field\":\"events[1].data.seconds\","
                        + "\"reason\":\"must be a whole number of at most 64 bits\"},"
                        + "{\"event\":2,\"field\":\"events[2].type\","
                        + "\"reason\":\"is 'pley', but there is no such event type. Did you mean 'play'?\"}]");
        assertThat(answer.body()).contains("2 of 3 events are not usable, and none was taken");
        assertThat(log.events()).isEmpty();
    }

    @Test
    void aBatchThatSaysSoIsTakenWithoutItsWrongEvents() {
        // Given
        gateway = RunningGateway.on(log);
        // When
        HttpResponse<String> answer =
                gateway.post(EVENTS, "{'events':[{'type':'play','data':{}},%s],'partial':true}".formatted(PLAY));
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("{\"accepted\":[{\"event\":1,\"id\":\"a\"}],\"refused\":[{\"event\":0,"
                        + "\"field\":\"events[0].data.user\",\"reason\":\"is missing\"}]}");
        assertThat(log.ids()).containsExactly("a");
    }

    @Test
    void moreReasonsThanAnybodyReadsAreCounted() {
        // Given
        var http = new HttpConfig(
                "127.0.0.1",
                0,
                50_000,
                200,
                new BodyPace(Duration.ofSeconds(30), Duration.ZERO, 0),
                10,
                10_000_000,
                100,
                Duration.ofSeconds(30),
                WebOrigins.parse(""));
        gateway = RunningGateway.on(log, http, "", NO_LIMIT);
        // When
        HttpResponse<String> answer = gateway.post(
                EVENTS, "{'events':[%s%s],'partial':true}".formatted("{'type':'no','data':{}},".repeat(150), PLAY));
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode body = RunningGateway.read(answer.body());
        assertThat(body.get("accepted")).hasToString("[{\"event\":150,\"id\":\"a\"}]");
        assertThat(body.get("refused")).hasSize(100);
        assertThat(body.get("moreRefused").asInt()).isEqualTo(50);
        assertThat(gateway.get("/metrics").body())
                .contains("millrace_gateway_events_total{outcome=\"refused\",type=\"any\"} 150.0");
    }

    @Test
    void aPlaceThatIsNoUnicodeIsAnsweredNevertheless() {
        gateway = RunningGateway.on(log);
        HttpResponse<String> answer = gateway.post(
                EVENTS,
                "{'events':[{'type':'play','data':{'user':'u','\\udc00':1}},%s],'partial':true}".formatted(PLAY));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"field\":\"events[0].data.?\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'play','data':{'user':'u','begun':'2026-02-01T12:00:01Z'}} | data.begun | more than a day after",
                "{'type':'play','data':{'user':'u','begun':'1066-01-01T00:00:00Z','x':1}} | data.x | is no field",
                "{'type':'play','id':'','data':{'user':'u'}} | id | must be a text of 1 to 128 characters",
                "{'type':'play','id':7,'data':{'user':'u'}} | id | must be a text",
                "{'type':'play','id':'\\udc00','data':{'user':'u'}} | id | must be a text",
                "{'type':'play'} | data | must be an object",
                "{'type':3,'data':{}} | type | must be the name of an event type",
                "{'data':{}} | type | must be the name of an event type",
                "{'type':'\\udc00','data':{}} | type | no such event type"
            })
    void aWrongEventNamesItsField(String event, String field, String reason) {
        gateway = RunningGateway.on(log);
        HttpResponse<String> answer = gateway.post(EVENTS, event);
        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = RunningGateway.read(answer.body()).at("/errors/0");
        assertThat(error.get("field").asText()).isEqualTo(field);
        assertThat(error.get("reason").asText()).contains(reason);
        assertThat(log.events()).isEmpty();
    }

    @Test
    void anEventThatIsTooLargeForTheLogIsRefused() {
        gateway = RunningGateway.on(log);
        HttpResponse<String> answer = gateway.post(EVENTS, PLAY.replace("u1", "u".repeat(1_000)));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("bytes, but an event may take 1000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "7",
                "{'events':{}}",
                "{'events':[]}",
                "{'events':[1]}",
                "{'events':[],'partial':'yes'}",
                "{'event':[]}",
                "{'type':'play','type':'play','data':{}}",
                "{'type':'play','data':{}} {}",
                "{'events':[{},{},{},{},{},{}]}"
            })
    void aBodyOfAnotherFormIsRefused(String body) {
        gateway = RunningGateway.on(log);
        assertThat(gateway.post(EVENTS, body).statusCode()).isEqualTo(400);
        assertThat(log.events()).isEmpty();
    }

    @Test
    void otherTypesMethodsAndPathsAreRefused() {
        gateway = RunningGateway.on(log);
        assertThat(gateway.post(EVENTS, PLAY, "text/plain").statusCode()).isEqualTo(415);
        assertThat(gateway.send("PUT", EVENTS, PLAY, "application/json").statusCode())
                .isEqualTo(405);
        assertThat(gateway.send("GET", "/v1/nothing", null, "").statusCode()).isEqualTo(404);
        assertThat(gateway.send("DELETE", "/status", null, "").statusCode()).isEqualTo(405);
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
                .atMost(Duration.ofSeconds(60))
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
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> bytesInFlight() == 50_000);
            // Then
            gateway.withKey("fedcba9876543210");
            assertThat(gateway.post("/v1/feedback", "{'clicks':[{'user':1,'item':2}]}")
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
        String path = headers.isEmpty() ? EVENTS : "/v1/feedback";
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                                + "Content-Length: 10000\r\n\r\n" + body)
                        .getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    @Test
    void whatTheLogDoesNotConfirmIsSaidToBeUnknownWithItsId() {
        // Given
        gateway = RunningGateway.on(log.failingFrom(1));
        String batch = "{'events':[%s,%s,%s]}".formatted(PLAY, PLAY.replace("'a'", "'b'"), PLAY.replace("'a'", "'c'"));
        // When
        HttpResponse<String> answer = gateway.post(EVENTS, batch);
        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        JsonNode problem = RunningGateway.read(answer.body());
        assertThat(problem.get("accepted")).hasToString("[{\"event\":0,\"id\":\"a\"}]");
        assertThat(problem.get("unconfirmed")).hasToString("[{\"event\":1,\"id\":\"b\"},{\"event\":2,\"id\":\"c\"}]");
        assertThat(log.ids()).as("what follows a failure is not tried").containsExactly("a", "b");
        // When
        log.acknowledging();
        // Then
        assertThat(gateway.post(EVENTS, batch).statusCode()).isEqualTo(202);
    }

    @Test
    void withoutTopicsNothingIsTaken() {
        gateway = RunningGateway.on(log.unavailable("Kafka does not answer"));
        HttpResponse<String> answer = gateway.post(EVENTS, PLAY);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("nothing was taken");
        assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(log.events()).isEmpty();
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
                .atMost(Duration.ofSeconds(60))
                .until(() -> log.events().size() == 2);
        // When
        HttpResponse<String> answer = gateway.post(EVENTS, PLAY);
        // Then
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.body()).contains("overloaded");
        // When
        kafka.complete(null);
        // Then
        for (CompletableFuture<HttpResponse<String>> each : waiting) {
            assertThat(each.get().statusCode()).isEqualTo(202);
        }
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:1, 202",
        "127.0.0.1, 202",
        "[::1]:8606, 202",
        "events.internal:8606, 202",
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
        gateway = RunningGateway.on(
                log, RunningGateway.http(10, Duration.ofSeconds(30)), "shop events:write 0123456789abcdef", NO_LIMIT);
        assertThat(gateway.raw(
                        "POST",
                        EVENTS,
                        Map.of("Host", "events.example", "Authorization", "Bearer 0123456789abcdef"),
                        PLAY))
                .startsWith("HTTP/1.1 202");
    }

    @Test
    void aPageOfAListedOriginMaySendAndReadTheAnswer() {
        // Given
        gateway = RunningGateway.on(
                log, RunningGateway.http(10, Duration.ofSeconds(30)), "web feedback:write 0123456789abcdef", NO_LIMIT);
        // When
        String preflight = gateway.raw("OPTIONS", "/v1/feedback", preflight("https://shop.example"), "");
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
                "/v1/feedback",
                Map.of("Origin", "https://shop.example", "Authorization", "Bearer 0123456789abcdef"),
                "{'clicks':[{'user':1,'item':2}]}");
        // Then
        assertThat(answer)
                .startsWith("HTTP/1.1 202")
                .contains("Access-Control-Allow-Origin: https://shop.example")
                .contains("Access-Control-Expose-Headers: Retry-After");
        assertThat(gateway.raw("POST", "/v1/feedback", Map.of("Origin", "https://shop.example"), "{}"))
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

    @Test
    void keysMayDoWhatTheirScopesSay() {
        // Given
        gateway = RunningGateway.on(
                log,
                RunningGateway.http(10, Duration.ofSeconds(30)),
                "shop events:write 0123456789abcdef; web feedback:write fedcba9876543210",
                NO_LIMIT);
        String clicks = "{'clicks':[{'user':1,'item':2}]}";
        // Then
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(401);
        gateway.withKey("0123456789abcdeg");
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(401);
        gateway.withKey("fedcba9876543210");
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(403);
        assertThat(gateway.post("/v1/feedback", clicks).statusCode()).isEqualTo(202);
        gateway.withKey("0123456789abcdef");
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(202);
        assertThat(gateway.post("/v1/feedback", clicks).statusCode()).isEqualTo(202);
        assertThat(gateway.get("/status").body()).contains("shop", "web").doesNotContain("0123456789abcdef");
    }

    @Test
    void aKeyThatSendsTooMuchIsToldWhenToComeBack() {
        // Given: a rate that gives nothing back while the test runs
        gateway = RunningGateway.on(
                log, RunningGateway.http(10, Duration.ofSeconds(30)), "", new GatewayConfig.Rate(0.0001, 2));
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
    void wrongEventsCountForTheRateLikeOthers() {
        gateway = RunningGateway.on(
                log, RunningGateway.http(10, Duration.ofSeconds(30)), "", new GatewayConfig.Rate(0.0001, 2));
        assertThat(gateway.post(EVENTS, "{'events':[{'type':'no'},{'type':'no'}]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(gateway.post(EVENTS, PLAY).statusCode()).isEqualTo(429);
    }

    @Test
    void eventsOfLongAgoOutOfOrderAndRepeatedAreTakenAsTheyCome() {
        // Given
        gateway = RunningGateway.on(log);
        String old = "{'type':'play','id':'old','data':{'user':'u1','begun':'1066-10-14T09:00:00Z'}}";
        // When
        HttpResponse<String> answer = gateway.post(EVENTS, "{'events':[%s,%s,%s]}".formatted(PLAY, old, PLAY));
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(log.ids()).containsExactly("a", "old", "a");
    }

    @Test
    void feedbackIsTakenAsEventsAndCountedByModelAndPath() {
        // Given
        gateway = RunningGateway.on(log);
        // When
        HttpResponse<String> answer = gateway.post(
                "/v1/feedback",
                "{'impressions':[{'user':42,'item':'i1','rank':1,'model':'m1','path':'personal','id':'x'}],"
                        + "'clicks':[{'user':'42','item':'i1','model':'m1','path':'personal'}]}");
        // Then
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(log.events()).extracting(event -> event.type().name()).containsExactly("impression", "click");
        assertThat(log.events().get(0).published().data())
                .hasToString("{\"user\":\"42\",\"item\":\"i1\",\"rank\":1,\"path\":\"personal\",\"model\":\"m1\","
                        + "\"at\":\"2026-01-31T12:00:00Z\"}");
        assertThat(gateway.get("/metrics").body())
                .contains("millrace_feedback_total{kind=\"click\",model=\"m1\",path=\"personal\"} 1.0");
    }

    @Test
    void feedbackOfModelsAndPathsThatServingDoesNotHaveIsCountedTogether() {
        // Given
        gateway = RunningGateway.on(log);
        // When
        for (int stranger = 0; stranger < 30; stranger++) {
            gateway.post(
                    "/v1/feedback",
                    "{'clicks':[{'user':1,'item':2,'model':'x%d','path':'y%d'}]}".formatted(stranger, stranger));
        }
        gateway.post(
                "/v1/feedback", "{'clicks':[{'user':1,'item':2,'model':'m1','path':'similar'},{'user':1,'item':2}]}");
        // Then
        assertThat(gateway.get("/metrics").body().lines().filter(line -> line.startsWith("millrace_feedback_total")))
                .containsExactlyInAnyOrder(
                        "millrace_feedback_total{kind=\"click\",model=\"other\",path=\"other\"} 30.0",
                        "millrace_feedback_total{kind=\"click\",model=\"m1\",path=\"similar\"} 1.0",
                        "millrace_feedback_total{kind=\"click\",model=\"none\",path=\"none\"} 1.0");
    }

    @Test
    void wrongFeedbackNamesItsPlace() {
        gateway = RunningGateway.on(log);
        HttpResponse<String> answer =
                gateway.post("/v1/feedback", "{'impressions':[{'user':1,'item':2}],'clicks':[{'user':1}]}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"event\":1,\"field\":\"clicks[0].item\"");
        assertThat(gateway.post("/v1/feedback", "{'clicks':[7]}").statusCode()).isEqualTo(400);
        assertThat(gateway.post("/v1/feedback", "{'clicks':{}}").statusCode()).isEqualTo(400);
        assertThat(gateway.post("/v1/feedback", "{}").statusCode()).isEqualTo(400);
    }

    @Test
    void everyLinkIsDescribedAndTheExamplesAreTaken() {
        gateway = RunningGateway.on(log);
        List<String> paths = new ArrayList<>(List.of("/"));
        RunningGateway.read(gateway.get("/").body()).get("links").forEach(link -> paths.add(link.asText()));
        List<String> described = new ArrayList<>();
        gateway.description().get("paths").fieldNames().forEachRemaining(described::add);
        assertThat(described).containsExactlyInAnyOrderElementsOf(paths);
        for (String path : List.of(EVENTS, "/v1/feedback")) {
            JsonNode content =
                    gateway.description().get("paths").get(path).at("/post/requestBody/content/application~1json");
            gateway.assertFits(content.get("schema"), content.get("example"));
            assertThat(gateway.post(path, content.get("example").toString()).statusCode())
                    .isEqualTo(202);
        }
    }
}
