package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.online.ItemFactors;
import io.millrace.contracts.online.ModelManifest;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which path a list takes, and which one goes on where it ends. */
class FallbackTest {
    private static final int ITEMS = 60;
    /** Items from here on are newer than the model. */
    private static final int IN_MODEL = 40;

    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private RunningService service;

    @BeforeEach
    void publish() {
        Samples.publishFeatures(
                store, "f1", ITEMS, Map.of("even", Samples.user("i0", "i2"), "new", Samples.user("i41", "i43", "i44")));
        Samples.publishModel(store, "m1", IN_MODEL);
        service = RunningService.on(store).holding("f1", "m1");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static List<String> paths(JsonNode list) {
        return list.at("/items").findValuesAsText("path");
    }

    private static boolean isOf(String category, JsonNode item) {
        return item.at("/attributes/category").asText().equals(category);
    }

    @Test
    void aListThatRunsOutGoesOnWithTheNextPath() {
        // When
        JsonNode list = service.json("/v1/users/even/recommendations?limit=100");
        // Then
        assertThat(list.at("/path").asText()).isEqualTo("personal");
        assertThat(paths(list).stream().distinct()).containsExactly("personal", "trending", "popular");
        assertThat(paths(list))
                .isSortedAccordingTo((left, right) -> Integer.compare(
                        List.of("personal", "trending", "popular").indexOf(left),
                        List.of("personal", "trending", "popular").indexOf(right)));
        list.at("/items").forEach(item -> {
            int number = Integer.parseInt(item.at("/item").asText().substring(1));
            assertThat(item.at("/path").asText())
                    .as(item.toString())
                    .isEqualTo(number < IN_MODEL ? "personal" : isOf("even", item) ? "trending" : "popular");
        });
    }

    @Test
    void aUserWhoBoughtOnlyWhatIsNewerThanTheModelGetsWhatIsTrendingInTheirCategory() {
        // When
        JsonNode list = service.json("/v1/users/new/recommendations?limit=30");
        // Then
        assertThat(list.at("/path").asText()).isEqualTo("trending");
        assertThat(list.at("/note").asText()).contains("The model knows nothing", "trending");
        assertThat(list.has("model")).isFalse();
        assertThat(paths(list)).startsWith("trending").endsWith("popular");
        JsonNode best = list.at("/items/0");
        assertThat(isOf("odd", best)).isTrue();
        assertThat(best.at("/reason/kind").asText()).isEqualTo("trending");
        assertThat(best.at("/reason/text").asText()).isEqualTo("Trending in odd");
    }

    @Test
    void aFilterHoldsOnEveryPath() {
        JsonNode list = service.json("/v1/users/new/recommendations?limit=100&category=even&min_price=10");
        assertThat(paths(list)).containsOnly("popular");
        assertThat(list.at("/items"))
                .hasSize(24)
                .allMatch(item -> isOf("even", item)
                        && Double.parseDouble(item.at("/attributes/price").asText()) >= 10);
    }

    @Test
    void whatTheModelRanksMayAllBeFilteredOut() {
        // When
        JsonNode list = service.json("/v1/users/even/recommendations?min_price=" + IN_MODEL);
        // Then
        assertThat(list.at("/path").asText()).isEqualTo("trending");
        assertThat(list.at("/note").asText()).startsWith("Nothing that the model ranks");
    }

    @Test
    void aUserWhomTheModelCannotPlaceGetsItemsSimilarToRecentOnes() {
        // Given a model of one taste, in which the equation of a user has no single solution
        store.publish(unsolvable(Samples.manifest("m2", IN_MODEL, 1)), List.of(flat(Samples.factors(0, IN_MODEL))));
        service.holding("f1", "m2");
        // When
        JsonNode list = service.json("/v1/users/even/recommendations?limit=15");
        // Then
        assertThat(list.at("/path").asText()).isEqualTo("similar");
        assertThat(list.at("/note").asText()).contains("no single solution", "similar to recent ones");
        assertThat(list.at("/model/version").asText()).isEqualTo("m2");
        assertThat(paths(list)).containsOnly("similar");
        assertThat(list.at("/items")).allMatch(item -> isOf("even", item));
        assertThat(list.at("/items/0/reason/kind").asText()).isEqualTo("similar");
        assertThat(list.at("/items/0/reason/text").asText()).matches("Similar to Item [02]");
        assertThat(list.at("/items").findValuesAsText("item")).doesNotContain("i0", "i2");
    }

    private static ModelManifest unsolvable(ModelManifest manifest) {
        return new ModelManifest(
                manifest.model(),
                manifest.position(),
                manifest.asOf(),
                manifest.halfLife(),
                manifest.rank(),
                0,
                manifest.alpha(),
                manifest.iterations(),
                manifest.seed(),
                manifest.users(),
                manifest.items(),
                manifest.itemParts(),
                manifest.tables(),
                manifest.metrics(),
                manifest.baseline(),
                manifest.trainedAt(),
                manifest.codeVersion(),
                manifest.search());
    }

    private static ItemFactors flat(ItemFactors factors) {
        float[] numbers = Arrays.copyOf(factors.factors(), factors.factors().length);
        IntStream.range(0, numbers.length)
                .filter(index -> index % factors.rank() > 3)
                .forEach(index -> numbers[index] = 0);
        return new ItemFactors(factors.ids(), factors.rank(), numbers);
    }
}
