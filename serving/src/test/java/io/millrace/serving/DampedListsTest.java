package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.online.Damping;
import io.millrace.contracts.online.Glance;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class DampedListsTest {
    private static final int ITEMS = 60;
    private static final String LIST = "/v1/users/1/recommendations?limit=5";

    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private RunningService service;

    @BeforeEach
    void publish() {
        Samples.publishFeatures(store, "f1", ITEMS, Map.of("1", Samples.user("i0", "i2", "i4")));
        Samples.publishModel(store, "m1", ITEMS);
        service = RunningService.damping(store, new Damping(1, Duration.ofDays(3), 100))
                .holding("f1", "m1");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static List<String> ids(JsonNode list) {
        return list.at("/items").findValuesAsText("item");
    }

    private static Glance shown(String item) {
        return new Glance(false, item, "r1", Instant.now());
    }

    private static Glance clicked(String item) {
        return new Glance(true, item, "r1", Instant.now().plusSeconds(1));
    }

    private JsonNode kept(String path) {
        RunningService.eventually(() -> service.get(path).statusCode() == 200);
        return service.json(path);
    }

    @Test
    void whatAUserSawAndDidNotClickFallsAndTheListStaysAsLong() {
        List<String> before = ids(service.json(LIST));

        store.writeGlances("1", List.of(shown(before.get(0)), shown(before.get(1)), clicked(before.get(1))));

        List<String> after = ids(service.json(LIST));
        assertThat(after).hasSize(5).doesNotContain(before.get(0));
        // What was clicked stays where it was.
        assertThat(after.get(0)).isEqualTo(before.get(1));
    }

    @Test
    void anItemThatStaysBetterThanOthersAfterItsFallIsStillShownWithTheLowerScore() {
        JsonNode before = service.json("/v1/users/1/recommendations?limit=40");
        String best = before.at("/items/0/item").asText();

        store.writeGlances("1", List.of(shown(best)));

        for (JsonNode item :
                service.json("/v1/users/1/recommendations?limit=40").at("/items")) {
            if (item.at("/item").asText().equals(best)) {
                assertThat(item.at("/score").asDouble())
                        .isCloseTo(before.at("/items/0/score").asDouble() / 2, within(1e-3));
            }
        }
        assertThat(ids(service.json("/v1/users/1/recommendations?limit=40"))).contains(best);
    }

    @Test
    void anExplanationSaysWhatWasDampedAndWhatFellOutOfTheListForIt() {
        String best = service.json(LIST).at("/items/0/item").asText();
        store.writeGlances("1", List.of(shown(best)));
        String shortList =
                "/v1/explanations/" + service.json(LIST).at("/responseId").asText();
        String longList = "/v1/explanations/"
                + service.json("/v1/users/1/recommendations?limit=40")
                        .at("/responseId")
                        .asText();

        JsonNode without = kept(shortList);
        JsonNode with = kept(longList);

        assertThat(without.at("/leftOut"))
                .anyMatch(item -> item.at("/item").asText().equals(best)
                        && item.at("/why").asText().equals("damped"));
        assertThat(without.at("/items/0").has("damped")).isFalse();
        for (JsonNode item : with.at("/items")) {
            double sum = item.at("/others").asDouble();
            for (JsonNode contribution : item.at("/contributions")) {
                sum += contribution.at("/amount").asDouble();
            }
            double factor = item.path("damped").asDouble(1);
            assertThat(factor < 1).isEqualTo(item.at("/item").asText().equals(best));
            assertThat(Damping.damped(sum, factor)).isCloseTo(item.at("/score").asDouble(), within(1e-5));
        }
    }

    @Test
    void aListThatWasDampedIsTheSameAgainWhenItIsReplayed() {
        store.writeGlances(
                "1", List.of(shown(service.json(LIST).at("/items/0/item").asText())));
        JsonNode list = service.json(LIST);

        store.writeGlances("1", List.of());

        JsonNode replay = kept("/v1/explanations/" + list.at("/responseId").asText() + "/replay");
        assertThat(ids(service.json(LIST))).isNotEqualTo(ids(list));
        assertThat(replay.at("/ranking").asText()).isEqualTo("same");
    }

    @Test
    void byDefaultNothingIsDamped() {
        List<String> before = ids(service.json(LIST));
        store.writeGlances("1", List.of(shown(before.get(0))));

        try (var usual = RunningService.on(store).holding("f1", "m1")) {
            assertThat(ids(usual.json(LIST))).isEqualTo(before);
        }
    }
}
