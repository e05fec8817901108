package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.process.Json;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OpenApiTest {
    private static final InMemoryOnlineStore STORE = new InMemoryOnlineStore();
    private static RunningService service;
    private static RunningService empty;
    private static JsonNode description;

    @BeforeAll
    static void publish() {
        Samples.publishFeatures(STORE, "f1", 20, Map.of("1", Samples.user("i0", "i2")));
        Samples.publishModel(STORE, "m1", 20);
        Samples.publishShadow(STORE, "m2", 15, "m1");
        var live = new LivePointer("1", 1);
        STORE.writeLiveItems(live, Samples.liveItems(0, 20));
        STORE.writeLiveUsers(live, Map.of("1", Samples.liveUser("i0", "i2")));
        STORE.writeLiveProgress(live, 0, new Progress(Samples.POSITION, Samples.AS_OF));
        STORE.pointAt(live);
        service = RunningService.on(STORE).holding("f1", "m1").following("1");
        empty = RunningService.on(new InMemoryOnlineStore());
        description = service.json("/openapi.json");
        // Also what is there only after a request was ranked for.
        service.get("/v1/users/1/recommendations");
        RunningService.eventually(
                () -> service.json("/v1/models/shadow").at("/requests/ranked").asInt() > 0);
    }

    @AfterAll
    static void stop() {
        service.close();
        empty.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/users/{id}/recommendations, /v1/users/1/recommendations, 200",
        "/v1/users/{id}/recommendations, /v1/users/nobody/recommendations, 200",
        "/v1/users/{id}/recommendations, /v1/users/1/recommendations?limit=0, 400",
        "/v1/users/{id}/recommendations, /v1/users/1/recommendations?min_lsn=1:0/16B3748, 200",
        "/v1/users/{id}/recommendations, /v1/users/1/recommendations?min_lsn=2:0/0, 409",
        "/v1/users/{id}/recommendations, /v1/users/1/recommendations?min_lsn=x, 400",
        "/v1/users/{id}/features, /v1/users/1/features, 200",
        "/v1/users/{id}/features, /v1/users/1/features?min_lsn=2:0/0, 409",
        "/v1/users/{id}/features, /v1/users/nobody/features, 404",
        "/v1/users/{id}/because-you-bought, /v1/users/1/because-you-bought, 200",
        "/v1/users/{id}/because-you-bought, /v1/users/nobody/because-you-bought, 404",
        "/v1/users/{id}/because-you-bought, /v1/users/1/because-you-bought?lists=0, 400",
        "/v1/users/{id}/because-you-bought, /v1/users/1/because-you-bought?min_lsn=2:0/0, 409",
        "/v1/items/trending, /v1/items/trending?category=even, 200",
        "/v1/items/trending, /v1/items/trending?limit=x, 400",
        "/v1/items/trending, /v1/items/trending?window=recent, 200",
        "/v1/items/trending, /v1/items/trending?window=all, 400",
        "/v1/users/{id}/because-you-bought, /v1/users/1/because-you-bought?offset=2, 200",
        "/v1/items/trending, /v1/items/trending?min_lsn=2:0/0, 409",
        "/v1/items/{id}/similar, /v1/items/i2/similar?min_lsn=2:0/0, 409",
        "/v1/items/popular, /v1/items/popular?min_lsn=2:0/0, 409",
        "/v1/items/{id}/similar, /v1/items/i2/similar, 200",
        "/v1/items/{id}/similar, /v1/items/i2/similar?category=none, 200",
        "/v1/items/{id}/similar, /v1/items/nothing/similar, 404",
        "/v1/items/{id}/similar, /v1/items/i2/similar?min_price=x, 400",
        "/v1/items/popular, /v1/items/popular?window=all, 200",
        "/v1/items/popular, /v1/items/popular?window=x, 400",
        "/v1/models/current, /v1/models/current, 200",
        "/v1/models/shadow, /v1/models/shadow, 200",
        "/health/live, /health/live, 200",
        "/health/ready, /health/ready, 200",
        "/openapi.json, /openapi.json, 200",
        "/metrics, /metrics, 200",
        "/, /, 200"
    })
    void anAnswerIsAsDescribed(String template, String path, int status) {
        assertDescribed(template, service.get(path), status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/sessions/recommendations | /v1/sessions/recommendations | {'items': ['i1', {'id': 2}]} | 200",
                "/v1/sessions/recommendations | /v1/sessions/recommendations | {'items': []} | 200",
                "/v1/sessions/recommendations | /v1/sessions/recommendations | {'items': | 400",
                "/v1/sessions/recommendations | /v1/sessions/recommendations?min_lsn=2:0/0 | {'items': []} | 409",
                "/v1/recommendations | /v1/recommendations | {'users': ['1', 'nobody'], 'limit': 3} | 200",
                "/v1/recommendations | /v1/recommendations?min_lsn=2:0/0 | {'users': ['1']} | 409",
                "/v1/recommendations | /v1/recommendations | {'users': []} | 400",
                "/v1/users/{id}/ranking | /v1/users/1/ranking | {'items': ['i1', 'i2', 'i9', 'nothing']} | 200",
                "/v1/users/{id}/ranking | /v1/users/nobody/ranking | {'items': ['i1'], 'exclude': 'i1'} | 200",
                "/v1/users/{id}/ranking | /v1/users/1/ranking?min_lsn=2:0/0 | {'items': ['i1']} | 409"
            })
    void anAnswerToABodyIsAsDescribed(String template, String path, String body, int status) {
        assertDescribed(template, "post", service.post(path, body.replace('\'', '"')), status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/sessions/recommendations", "/v1/recommendations", "/v1/users/{id}/ranking"})
    void aBodyThatIsTooLargeIsAnsweredAsDescribed(String template) {
        String path = template.replace("{id}", "1");
        assertDescribed(template, "post", service.post(path, " ".repeat(100_000)), 413);
    }

    @Test
    void theExamplesOfBodiesAreAnsweredAndAsDescribed() {
        description.at("/paths").fields().forEachRemaining(path -> {
            JsonNode content = path.getValue().at("/post/requestBody/content/application~1json");
            if (!content.isMissingNode()) {
                assertThat(problems(content.get("schema"), content.get("example")))
                        .as(path.getKey())
                        .isEmpty();
                assertDescribed(
                        path.getKey(),
                        "post",
                        service.post(
                                path.getKey().replace("{id}", "1"),
                                content.get("example").toString()),
                        200);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/sessions/recommendations | {'items': []}",
                "/v1/recommendations | {'users': ['1']}",
                "/v1/users/{id}/ranking | {'items': ['i1']}"
            })
    void anAnswerToABodyBeforeAnythingIsPublishedIsAsDescribed(String template, String body) {
        assertDescribed(template, "post", empty.post(template.replace("{id}", "1"), body.replace('\'', '"')), 503);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/users/{id}/recommendations, /v1/users/1/recommendations",
        "/v1/users/{id}/features, /v1/users/1/features",
        "/v1/users/{id}/because-you-bought, /v1/users/1/because-you-bought",
        "/v1/items/trending, /v1/items/trending",
        "/v1/items/{id}/similar, /v1/items/i2/similar",
        "/v1/items/popular, /v1/items/popular",
        "/v1/models/current, /v1/models/current",
        "/health/ready, /health/ready"
    })
    void anAnswerBeforeAnythingIsPublishedIsAsDescribed(String template, String path) {
        assertDescribed(template, empty.get(path), 503);
    }

    @Test
    void anAnswerWithoutAShadowIsAsDescribed() {
        assertDescribed("/v1/models/shadow", empty.get("/v1/models/shadow"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/explanations/{id}", "/v1/explanations/{id}/replay"})
    void anExplanationIsAsDescribed(String template) {
        JsonNode session = RunningService.read(service.post("/v1/sessions/recommendations", "{\"items\": [\"i1\"]}"));
        JsonNode ranking = RunningService.read(service.post("/v1/users/1/ranking", "{\"items\": [\"i1\", \"i9\"]}"));
        for (JsonNode list : List.of(
                service.json("/v1/items/popular?category=even"),
                service.json("/v1/items/trending"),
                service.json("/v1/items/i2/similar"),
                service.json("/v1/users/1/because-you-bought").at("/lists/0"),
                service.json("/v1/users/1/recommendations"),
                service.json("/v1/users/no/recommendations"),
                session,
                ranking)) {
            String path = template.replace("{id}", list.at("/responseId").asText());
            RunningService.eventually(() -> service.get(path).statusCode() == 200);
            assertDescribed(template, service.get(path), 200);
        }
        assertDescribed(template, service.get(template.replace("{id}", "nothing")), 404);
        assertDescribed(template, service.get(template.replace("{id}", "x".repeat(513))), 400);
    }

    @Test
    void everyDescribedPathIsThereAndNoOther() {
        List<String> described = new java.util.ArrayList<>();
        description.at("/paths").fieldNames().forEachRemaining(described::add);
        List<String> linked = new java.util.ArrayList<>(List.of("/"));
        service.json("/").at("/links").forEach(link -> linked.add(link.asText().replaceAll("\\?.*", "")));
        assertThat(described).containsExactlyInAnyOrderElementsOf(linked);
    }

    @Test
    void everyPathHasExamplesThatAreAsDescribed() {
        description.at("/paths").fields().forEachRemaining(path -> {
            for (JsonNode method : path.getValue()) {
                JsonNode body = method.at("/requestBody/content/application~1json");
                assertThat(body.isMissingNode() || body.has("example"))
                        .as("body of " + path.getKey())
                        .isTrue();
                assertThat(method.at("/responses/200/content"))
                        .as(path.getKey())
                        .isNotEmpty();
                for (JsonNode content : method.at("/responses/200/content")) {
                    assertThat(content.has("example")).as(path.getKey()).isTrue();
                    assertThat(problems(content.get("schema"), content.get("example")))
                            .as(path.getKey())
                            .isEmpty();
                }
            }
        });
    }

    @Test
    void everyProblemHasTheExampleOfOne() {
        JsonNode example = description.at("/components/examples/Problem/value");
        assertThat(description.findValues("application/problem+json"))
                .isNotEmpty()
                .allSatisfy(problem -> {
                    assertThat(problem.at("/examples/problem/$ref").asText())
                            .isEqualTo("#/components/examples/Problem");
                    assertThat(problems(problem.get("schema"), example)).isEmpty();
                });
        assertThat(RunningService.read(service.get("/v1/users/42/recommendations?limit=0")))
                .isEqualTo(example);
    }

    private static void assertDescribed(String template, HttpResponse<String> answer, int status) {
        assertDescribed(template, "get", answer, status);
    }

    private static void assertDescribed(String template, String method, HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        JsonNode responses =
                description.at("/paths").path(template).path(method).path("responses");
        assertThat(responses.has(String.valueOf(status))).isTrue();
        JsonNode response = resolved(responses.get(String.valueOf(status)));
        response.path("headers").fieldNames().forEachRemaining(name -> assertThat(
                        answer.headers().firstValue(name))
                .isPresent());
        String type = answer.headers().firstValue("Content-Type").orElseThrow().replaceAll(";.*", "");
        assertThat(response.at("/content").has(type)).as(type).isTrue();
        if (type.endsWith("json")) {
            assertThat(problems(response.at("/content").get(type).get("schema"), RunningService.read(answer)))
                    .isEmpty();
        }
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? description.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static List<String> problems(JsonNode schema, JsonNode value) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.setAll((ObjectNode) schema);
        document.set("components", description.get("components"));
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(document).validate(value).stream()
                .map(Object::toString)
                .toList();
    }
}
