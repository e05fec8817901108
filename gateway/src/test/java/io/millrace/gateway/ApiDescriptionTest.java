package io.millrace.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.gateway.intake.FakeEventLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.millrace.gateway.RunningGateway.EVENTS;
import static io.millrace.gateway.RunningGateway.FEEDBACK;
import static io.millrace.gateway.RunningGateway.PLAY;
import static org.assertj.core.api.Assertions.assertThat;

class ApiDescriptionTest {
    private final FakeEventLog log = new FakeEventLog();
    private RunningGateway gateway;

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void everyLinkIsDescribedAndTheExamplesAreTaken() {
        gateway = RunningGateway.on(log);
        List<String> paths = new ArrayList<>(List.of("/"));
        RunningGateway.read(gateway.get("/").body()).get("links").forEach(link -> paths.add(link.asText()));
        List<String> described = new ArrayList<>();
        gateway.description().get("paths").fieldNames().forEachRemaining(described::add);
        assertThat(described).containsExactlyInAnyOrderElementsOf(paths);
        for (String path : List.of(EVENTS, FEEDBACK)) {
            JsonNode content =
                    gateway.description().get("paths").get(path).at("/post/requestBody/content/application~1json");
            gateway.assertFits(content.get("schema"), content.get("example"));
            assertThat(gateway.post(path, content.get("example").toString()).statusCode())
                    .isEqualTo(202);
        }
    }

    @Test
    void everyAnswerToAQuestionHasAnExampleThatIsAsWhatIsAnswered() {
        gateway = RunningGateway.on(log);
        gateway.description().get("paths").fields().forEachRemaining(path -> {
            JsonNode contents = path.getValue().at("/get/responses/200/content");
            assertThat(path.getValue().has("get") && contents.isEmpty())
                    .as(path.getKey())
                    .isFalse();
            contents.fields().forEachRemaining(content -> {
                assertExampleFits(path.getKey(), content.getValue());
                if (!List.of("/metrics", "/openapi.json").contains(path.getKey())) {
                    JsonNode answer =
                            RunningGateway.read(gateway.get(path.getKey()).body());
                    assertThat(names(content.getValue().get("example")))
                            .as(path.getKey())
                            .isEqualTo(names(answer));
                }
            });
        });
        JsonNode ready = gateway.description().get("paths").get("/health/ready");
        log.unavailable("Kafka is gone");
        assertThat(names(ready.at("/get/responses/503/content/application~1json/example")))
                .isEqualTo(
                        names(RunningGateway.read(gateway.get("/health/ready").body())));
    }

    @Test
    void everyProblemHasTheExampleOfOne() {
        gateway = RunningGateway.on(log);
        JsonNode example = gateway.description().at("/components/examples/Problem/value");
        List<JsonNode> problems = gateway.description().findValues("application/problem+json");
        assertThat(problems).isNotEmpty().allSatisfy(problem -> {
            assertThat(problem.at("/examples/problem/$ref").asText()).isEqualTo("#/components/examples/Problem");
            gateway.assertFits(problem.get("schema"), example);
        });
    }

    private void assertExampleFits(String path, JsonNode content) {
        assertThat(content.has("example")).as(path).isTrue();
        gateway.assertFits(content.get("schema"), content.get("example"));
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).sorted().toList();
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
}
