package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutageTest {
    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private final RunningService service = RunningService.on(store);

    @AfterEach
    void stop() {
        service.close();
    }

    private void publishFeatures(String version) {
        Samples.publishFeatures(store, version, 20, Map.of("1", Samples.user("i0", "i2")));
    }

    @Test
    void beforeAnythingIsPublishedTheAnswerIsToComeBackLater() {
        for (String path : List.of(
                "/v1/users/1/recommendations", "/v1/users/1/features", "/v1/items/popular", "/v1/models/current")) {
            HttpResponse<String> response = service.get(path);
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(RunningService.read(response).at("/type").asText()).endsWith("not-ready");
        }
        assertThat(service.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(service.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutAModelAKnownUserGetsTrendingItemsOfTheirCategoryThatAreNew() {
        // Given
        publishFeatures("f1");
        service.holding("f1", "");
        // When
        JsonNode list = service.json("/v1/users/1/recommendations?limit=3");
        // Then
        assertThat(list.at("/note").asText()).contains("No model");
        assertThat(list.findValuesAsText("item")).containsExactly("i4", "i6", "i8");
    }

    @Test
    void whileTheStoreIsDownTheAnswerComesFromMemoryOrIsToComeBackLater() {
        // Given
        publishFeatures("f1");
        Samples.publishModel(store, "m1", 20);
        service.holding("f1", "m1");
        // When
        store.setDown(true);
        // Then
        JsonNode list = service.json("/v1/users/1/recommendations");
        assertThat(list.at("/path").asText()).isEqualTo("popular");
        assertThat(list.at("/stale").asBoolean()).isTrue();
        assertThat(list.at("/items")).hasSize(10);
        assertThat(service.get("/v1/items/popular").statusCode()).isEqualTo(200);
        HttpResponse<String> features = service.get("/v1/users/1/features");
        assertThat(features.statusCode()).isEqualTo(503);
        assertThat(features.headers().firstValue("Retry-After")).isPresent();
        // When
        store.setDown(false);
        // Then
        RunningService.eventually(() ->
                service.json("/v1/users/1/recommendations").at("/path").asText().equals("personal"));
    }

    @Test
    void aStoreThatCannotBeWrittenKeepsNoListFromBeingPersonal() {
        // Given
        publishFeatures("f1");
        Samples.publishModel(store, "m1", 20);
        service.holding("f1", "m1");
        String before =
                service.json("/v1/users/1/recommendations").at("/responseId").asText();
        RunningService.eventually(
                () -> service.get("/v1/explanations/" + before).statusCode() == 200);
        // When
        store.setReadOnly(true);
        // Then
        for (int request = 0; request < 40; request++) {
            JsonNode list = service.json("/v1/users/1/recommendations");
            assertThat(list.at("/path").asText()).isEqualTo("personal");
            assertThat(list.at("/stale").asBoolean()).isFalse();
        }
        RunningService.eventually(() -> service.get("/metrics").body().contains("outcome=\"dropped\"} 40.0"));
        assertThat(service.get("/v1/explanations/" + before).statusCode()).isEqualTo(200);
    }

    @Test
    void aStoreThatHasLostEverythingLeavesTheServiceWithWhatItHolds() {
        // Given
        publishFeatures("f1");
        service.holding("f1", "");
        // When
        store.clear();
        // Then
        RunningService.eventually(
                () -> service.json("/health/ready").at("/stale").asBoolean());
        assertThat(service.json("/v1/users/1/recommendations").at("/note").asText())
                .contains("cannot be read");
    }

    @Test
    void aModelThatDoesNotFitItsManifestDoesNotReplaceTheCurrentOne() {
        // Given
        publishFeatures("f1");
        Samples.publishModel(store, "m1", 20);
        service.holding("f1", "m1");
        // When
        store.publish(Samples.manifest("m2", 20, 1), List.of(Samples.factors(0, 19)));
        publishFeatures("f2");
        // Then
        service.holding("f2", "m1");
    }

    @Test
    void aUserOfFeaturesThatReplacedTheHeldOnesIsFound() {
        // Given
        publishFeatures("f1");
        service.holding("f1", "");
        // When
        publishFeatures("f2");
        store.forgetFeatures("f1");
        // Then
        assertThat(service.get("/v1/users/1/features").statusCode()).isEqualTo(200);
    }
}
