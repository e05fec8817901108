package io.millrace.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.gateway.http.BodyPace;
import io.millrace.gateway.http.HttpConfig;
import io.millrace.gateway.http.WebOrigins;
import io.millrace.gateway.intake.FakeEventLog;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.millrace.gateway.RunningGateway.EVENTS;
import static io.millrace.gateway.RunningGateway.NO_LIMIT;
import static io.millrace.gateway.RunningGateway.PLAY;
import static org.assertj.core.api.Assertions.assertThat;

class EventsApiTest {
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
                new WebOrigins(Set.of()));
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
}
