package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a shadowed model does, and does not, beside the current one. */
class ShadowTest {
    private static final String LIST = "/v1/users/1/recommendations";
    private static final String SHADOW = "/v1/models/shadow";
    private static final int REQUESTS = 5;
    private static final int LISTED = 10;

    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private RunningService service;

    @BeforeEach
    void start() {
        Samples.publishFeatures(store, "f1", 30, Map.of("1", Samples.user("i0", "i2")));
        Samples.publishModel(store, "m1", 30);
        service = RunningService.on(store).holding("f1", "m1");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Set<String> items() {
        Set<String> items = new TreeSet<>();
        service.json(LIST)
                .at("/items")
                .forEach(item -> items.add(item.at("/item").asText()));
        return items;
    }

    private void shadowed() {
        RunningService.eventually(() -> service.get(SHADOW).statusCode() == 200);
    }

    private JsonNode shadowAfter(String outcome, int requests) {
        RunningService.eventually(
                () -> service.json(SHADOW).at("/requests/" + outcome).asInt() == requests);
        return service.json(SHADOW);
    }

    @Test
    void answersStayThoseOfTheCurrentModelAndTheOverlapIsThatOfBothLists() {
        // Given
        Set<String> ofCurrent = items();
        Samples.publishShadow(store, "m2", 15, "m1");
        shadowed();
        // When
        for (int request = 0; request < REQUESTS; request++) {
            assertThat(items()).isEqualTo(ofCurrent);
            assertThat(service.json(LIST + "?limit=3&offset=2")
                            .at("/model/version")
                            .asText())
                    .isEqualTo("m1");
        }
        JsonNode state = shadowAfter("ranked", 2 * REQUESTS);
        String metrics = service.get("/metrics").body();
        // Then
        Samples.publishModel(store, "m2", 15);
        service.holding("f1", "m2");
        Set<String> common = items();
        common.retainAll(ofCurrent);
        assertThat(common.size()).isBetween(1, LISTED - 1);
        assertThat(state.at("/overlapAt10").asDouble()).isEqualTo((double) common.size() / LISTED);
        assertThat(state.at("/millis").asDouble()).isPositive();
        assertThat(state.at("/currentMillis").asDouble()).isPositive();
        assertThat(metrics)
                .contains("millrace_serving_shadow_requests_total{model=\"m2\",outcome=\"ranked\"} 10.0")
                .contains("millrace_serving_shadow_requests_total{model=\"m2\",outcome=\"failed\"} 0.0")
                .contains("millrace_serving_shadow_overlap{model=\"m2\"} "
                        + state.at("/overlapAt10").asText())
                .contains("millrace_serving_shadow_ranking_seconds_count{by=\"shadow\",model=\"m2\"} 10")
                .contains("millrace_serving_shadow_ranking_seconds_sum{by=\"current\",model=\"m2\"}");
        // Nothing is shadowed, and nothing of it shown, any more.
        assertThat(service.get(SHADOW).statusCode()).isEqualTo(404);
        assertThat(service.get("/metrics").body()).doesNotContain("millrace_serving_shadow_overlap");
    }

    @Test
    void whatComesOfItIsAddedUpInTheStoreAlsoAfterTheStoreWasAway() {
        ShadowPointer pointer = Samples.shadow("m2", 15, "m1");
        Samples.publishShadow(store, "m2", 15, "m1");
        shadowed();

        items();
        shadowAfter("ranked", 1);

        RunningService.eventually(() -> store.shadowCounts(pointer).ranked() == 1);
        store.setDown(true);
        service.post("/v1/sessions/recommendations", "{\"items\": [\"i1\"]}");
        shadowAfter("ranked", 2);
        store.setDown(false);
        RunningService.eventually(() -> store.shadowCounts(pointer).ranked() == 2);
    }

    @Test
    void listsThatNoModelRanksAndOrdersOfGivenItemsAreNotCompared() {
        Samples.publishShadow(store, "m2", 15, "m1");
        shadowed();

        service.get("/v1/users/nobody/recommendations");
        service.post("/v1/users/1/ranking", "{\"items\": [\"i4\", \"i6\"]}");
        service.get("/v1/items/popular");
        service.post("/v1/recommendations", "{\"users\": [\"1\", \"nobody\"]}");

        assertThat(shadowAfter("ranked", 1).at("/requests/passedOver").asInt()).isZero();
    }

    @Test
    void aShadowThatComesToNoNumbersIsCountedAndAnswersAreNotTouched() {
        // Given
        Set<String> ofCurrent = items();
        ModelManifest fine = Samples.manifest("m2", 15, 1);
        var broken = new ModelManifest(
                "m2",
                fine.position(),
                fine.asOf(),
                Optional.empty(),
                fine.rank(),
                Double.NaN,
                fine.alpha(),
                fine.iterations(),
                fine.seed(),
                fine.users(),
                fine.items(),
                fine.itemParts(),
                fine.tables(),
                fine.metrics(),
                fine.baseline(),
                fine.trainedAt(),
                fine.codeVersion(),
                Optional.empty());
        store.publish(new ShadowPointer(broken, "m1", Samples.AS_OF), List.of(Samples.factors(0, 15)));
        shadowed();
        // When
        assertThat(items()).isEqualTo(ofCurrent);
        // Then
        JsonNode state = shadowAfter("notFinite", 1);
        assertThat(state.at("/requests/ranked").asInt()).isZero();
        assertThat(state.has("overlapAt10")).isFalse();
        var pointer = new ShadowPointer(broken, "m1", Samples.AS_OF);
        RunningService.eventually(() -> store.shadowCounts(pointer).equals(ShadowCounts.ofNoNumbers()));
    }
}
