package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ApiTest {
    private static final int ITEMS = 60;
    private static final String RECOMMENDATIONS = "/v1/users/%s/recommendations?limit=%d";

    private static final InMemoryOnlineStore STORE = new InMemoryOnlineStore();
    private static RunningService service;

    @BeforeAll
    static void publish() {
        STORE.publish(
                Samples.features("f1", 2),
                List.of(Samples.items(0, 30), Samples.items(30, ITEMS)),
                Map.of(
                        "1", Samples.user("i0", "i2", "i4"),
                        "a/b ü;c?%", Samples.user("i1"),
                        "stranger", Samples.user("gone"),
                        "silent", Samples.user()));
        STORE.publish(Samples.manifest("m1", ITEMS, 2), List.of(Samples.factors(0, 30), Samples.factors(30, ITEMS)));
        STORE.publish(Samples.clicks());
        service = RunningService.on(STORE).holding("f1", "m1");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static List<String> ids(JsonNode list) {
        return list.findValuesAsText("item");
    }

    @Test
    void aKnownUserGetsItemsOfTheirTasteThatTheyHaveNotBought() {
        // When
        JsonNode list = service.json(RECOMMENDATIONS.formatted("1", 10));
        // Then
        assertThat(list.at("/path").asText()).isEqualTo("personal");
        assertThat(list.has("note")).isFalse();
        assertThat(ids(list)).hasSize(10).doesNotContain("i0", "i2", "i4");
        assertThat(ids(list)).allMatch(id -> Integer.parseInt(id.substring(1)) % 2 == 0);
        assertThat(list.at("/model/version").asText()).isEqualTo("m1");
        assertThat(list.at("/position").asText()).isEqualTo(Samples.POSITION.toString());
    }

    @Test
    void everyItemSaysWhyItIsThere() {
        // When
        JsonNode best = service.json(RECOMMENDATIONS.formatted("1", 10)).at("/items/0");
        // Then
        assertThat(best.at("/reason/kind").asText()).isEqualTo("because_you_bought");
        assertThat(best.at("/reason/text").asText()).startsWith("Because you bought Item ");
        assertThat(best.at("/reason/items/0/id").asText()).isIn("i0", "i2", "i4");
        assertThat(best.at("/title").asText())
                .isEqualTo("Item " + best.at("/item").asText().substring(1));
    }

    @Test
    void anUnknownUserGetsPopularItemsAndIsToldSo() {
        // When
        JsonNode list = service.json(RECOMMENDATIONS.formatted("nobody", 10));
        // Then
        assertThat(list.at("/path").asText()).isEqualTo("popular");
        assertThat(list.at("/note").asText()).contains("unknown");
        assertThat(list.has("model")).isFalse();
        assertThat(ids(list)).containsExactly("i0", "i1", "i2", "i3", "i4", "i5", "i6", "i7", "i8", "i10");
        assertThat(list.at("/items/0/reason/kind").asText()).isEqualTo("popular");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stranger", "silent"})
    void aUserOfWhomTheModelKnowsNothingGetsPopularItems(String user) {
        JsonNode list = service.json(RECOMMENDATIONS.formatted(user, 3));
        assertThat(list.at("/path").asText()).isEqualTo("popular");
        assertThat(list.at("/note").asText()).contains("The model knows nothing");
    }

    @Test
    void excludedItemsMakeRoomForOthers() {
        // Given
        List<String> before = ids(service.json(RECOMMENDATIONS.formatted("1", 10)));
        // When
        List<String> after = ids(service.json(
                RECOMMENDATIONS.formatted("1", 9) + "&exclude=" + before.get(0) + "&exclude=unknown%20item"));
        // Then
        assertThat(after).isEqualTo(before.subList(1, 10));
    }

    @Test
    void aListIsAsLongAsThereAreItemsToShow() {
        // When
        JsonNode list = service.json(RECOMMENDATIONS.formatted("1", 100));
        // Then
        long available =
                IntStream.range(0, ITEMS).filter(number -> number % 10 != 9).count();
        assertThat(ids(list)).hasSize((int) available - 3).doesNotHaveDuplicates();
        assertThat(ids(list)).noneMatch(id -> id.endsWith("9"));
    }

    @Test
    void anIdMayBeAnyText() {
        // When
        JsonNode user = service.json("/v1/users/a%2Fb%20%C3%BC%3Bc%3F%25/features");
        // Then
        assertThat(user.at("/user").asText()).isEqualTo("a/b ü;c?%");
        assertThat(user.at("/interactions/0/title").asText()).isEqualTo("Item 1");
        assertThat(user.at("/rfm/segment").asText()).isEqualTo("Loyal");
    }

    @Test
    void theFeaturesOfAnUnknownUserAreAProblem() {
        HttpResponse<String> response = service.get("/v1/users/nobody/features");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(RunningService.read(response).at("/type").asText()).isEqualTo("urn:millrace:problem:unknown-user");
    }

    @Test
    void popularItemsAreCountedInTheWindow() {
        assertThat(service.json("/v1/items/popular?limit=1")
                        .at("/items/0/interactions")
                        .asInt())
                .isEqualTo(1_000);
        assertThat(service.json("/v1/items/popular?limit=1&window=all")
                        .at("/items/0/interactions")
                        .asInt())
                .isEqualTo(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/users/1/recommendations?limit=0",
                "/v1/users/1/recommendations?limit=-1",
                "/v1/users/1/recommendations?limit=1000000000",
                "/v1/users/1/recommendations?limit=99999999999999999999",
                "/v1/users/1/recommendations?limit=ten",
                "/v1/users/1/recommendations?limit=",
                "/v1/users/1/recommendations?limit",
                "/v1/users/1/recommendations?limit=5&limit=6",
                "/v1/users/1/recommendations?limt=5",
                "/v1/users/1/features?limit=5",
                "/v1/items/popular?window=yesterday",
                "/v1/users/%FF/features"
            })
    void aBrokenParameterIsAProblemThatSaysWhatIsAllowed(String path) {
        HttpResponse<String> response = service.get(path);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = RunningService.read(response);
        assertThat(problem.at("/status").asInt()).isEqualTo(400);
        assertThat(problem.at("/detail").asText()).isNotBlank();
        assertThat(problem.at("/parameter").asText()).isNotBlank();
    }

    @Test
    void aValueIsNeverCutWithinACharacter() {
        String half = "x".repeat(511) + "%F0%9F%98%80";
        HttpResponse<String> response = service.get("/v1/users/1/recommendations?limit=" + half);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningService.read(response).at("/detail").asText()).endsWith("xxx'");
    }

    @Test
    void aMisspeltParameterIsAnsweredWithTheRightOne() {
        assertThat(service.json("/v1/items/popular?limt=5").at("/detail").asText())
                .contains("Did you mean 'limit'?");
    }

    @Test
    void anIdThatIsTooLongIsAProblem() {
        assertThat(service.get("/v1/users/" + "x".repeat(513) + "/features").statusCode())
                .isEqualTo(400);
        assertThat(service.get("/v1/users/" + "x".repeat(512) + "/features").statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/nothing, 404",
        "GET, /v1/users//features, 404",
        "GET, /v1/users/1/features/, 404",
        "POST, /v1/items/popular, 405",
        "DELETE, /v1/users/1/features, 405",
        "OPTIONS, /, 405",
        "POST, /nothing, 404"
    })
    void whatIsNotThereIsAProblem(String method, String path, int status) {
        HttpResponse<String> response = service.send(method, path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(RunningService.read(response).at("/status").asInt()).isEqualTo(status);
        if (status == 405) {
            assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
        }
    }

    @Test
    void headAnswersWithoutABody() {
        HttpResponse<String> response = service.send("HEAD", "/v1/items/popular");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void metricsShowHowOftenRecommendationsWereClicked() {
        RunningService.eventually(() -> service.get("/metrics").body().contains("millrace_clicks_share{"));

        assertThat(service.get("/metrics").body())
                .contains("millrace_clicks_share{model=\"m1\",path=\"personal\"} 0.1")
                .contains("millrace_clicks_share_lower{model=\"m1\",path=\"personal\"} 0.055")
                .contains("millrace_clicks_share_upper{model=\"m1\",path=\"personal\"} 0.174")
                .contains("millrace_clicks_impressions{model=\"none\",path=\"none\"} 1.0")
                .contains("millrace_clicks_age_seconds");
    }

    @Test
    void metricsShowRoutesModelAndAges() {
        // Given
        service.get("/v1/items/popular");
        // Then
        assertThat(service.get("/metrics").body())
                .contains(
                        "millrace_serving_requests_seconds_bucket{route=\"/v1/items/popular\",status=\"200\",le=\"0.01\"}")
                .contains("millrace_serving_model_info{version=\"m1\"} 1")
                .contains("millrace_serving_features_info{version=\"f1\"} 1")
                .contains("millrace_serving_model_age_seconds")
                .contains("millrace_serving_store_failures_total");
    }
}
