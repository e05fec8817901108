package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.online.UserFeatures;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SimilarListsTest {
    private static final int ITEMS = 60;
    /** Items from here on are newer than the model. */
    private static final int IN_MODEL = 40;

    private static RunningService service;

    @BeforeAll
    static void publish() {
        var store = new InMemoryOnlineStore();
        Samples.publishFeatures(
                store,
                "f1",
                ITEMS,
                Map.of(
                        "1",
                        buyer("i1", "i4", "gone", "i44", "i2"),
                        "new",
                        new UserFeatures(Optional.empty(), List.of())));
        Samples.publishModel(store, "m1", IN_MODEL);
        service = RunningService.on(store).holding("f1", "m1");
    }

    // The first item was bought first.
    private static UserFeatures buyer(String... items) {
        return new UserFeatures(
                Optional.empty(),
                java.util.stream.IntStream.range(0, items.length)
                        .mapToObj(index -> new UserFeatures.Interaction(
                                items[index], 1, 1, Samples.AS_OF.minusSeconds(items.length - index)))
                        .toList());
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static boolean isOf(String category, JsonNode item) {
        return item.at("/attributes/category").asText().equals(category);
    }

    @Test
    void itemsOfTheSameTasteAreSimilarTheMostSimilarFirst() {
        // When
        JsonNode list = service.json("/v1/items/i4/similar?limit=17");
        // Then
        assertThat(list.at("/item").asText()).isEqualTo("i4");
        assertThat(list.at("/title").asText()).isEqualTo("Item 4");
        assertThat(list.at("/path").asText()).isEqualTo("similar");
        assertThat(list.has("note")).isFalse();
        assertThat(list.at("/model/version").asText()).isEqualTo("m1");
        assertThat(list.at("/items")).hasSize(17).allMatch(item -> isOf("even", item));
        assertThat(list.at("/items").findValuesAsText("item"))
                .doesNotContain("i4")
                .doesNotHaveDuplicates();
        assertThat(list.at("/items").findValues("score").stream().map(JsonNode::asDouble))
                .isSortedAccordingTo((left, right) -> Double.compare(right, left))
                .allMatch(score -> score > 0 && score <= 1);
        assertThat(list.at("/items/0/reason/text").asText()).isEqualTo("Similar to Item 4");
    }

    @Test
    void anItemThatIsNewerThanTheModelGetsWhatIsTrendingInItsCategory() {
        // When
        JsonNode list = service.json("/v1/items/i45/similar?limit=30");
        // Then
        assertThat(list.at("/path").asText()).isEqualTo("trending");
        assertThat(list.at("/note").asText())
                .contains("learned nothing of this item", "trending items of its category");
        assertThat(list.has("model")).isFalse();
        assertThat(list.at("/items").findValuesAsText("item")).hasSize(30).doesNotContain("i45");
        list.at("/items").forEach(item -> assertThat(item.at("/path").asText())
                .isEqualTo(isOf("odd", item) ? "trending" : "popular"));
    }

    @Test
    void filtersHoldForSimilarItems() {
        JsonNode list = service.json("/v1/items/i4/similar?limit=5&offset=1&category=odd&max_price=20&exclude=i1");
        assertThat(list.at("/items")).hasSize(5).allMatch(item -> isOf("odd", item));
        assertThat(list.at("/items").findValuesAsText("item")).doesNotContain("i1");
        assertThat(list.at("/items/0/rank").asInt()).isEqualTo(2);
    }

    @Test
    void anUnknownItemIsAProblem() {
        HttpResponse<String> answer = service.get("/v1/items/nothing/similar");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(RunningService.read(answer).at("/type").asText()).isEqualTo("urn:millrace:problem:unknown-item");
    }

    @Test
    void eachOfTheLatestPurchasesHasAListAndNoItemIsInTwo() {
        // When
        JsonNode answer = service.json("/v1/users/1/because-you-bought?limit=6");
        // Then
        JsonNode lists = answer.at("/lists");
        assertThat(List.of(
                        lists.at("/0/item").asText(),
                        lists.at("/1/item").asText(),
                        lists.at("/2/item").asText()))
                .containsExactly("i2", "i44", "i4");
        Set<String> shown = new HashSet<>(Set.of("i1", "i4", "i44", "i2"));
        for (JsonNode list : lists) {
            assertThat(list.at("/items")).hasSize(6);
            list.at("/items")
                    .forEach(item -> assertThat(shown.add(item.at("/item").asText()))
                            .as(item.toString())
                            .isTrue());
        }
        assertThat(lists.at("/0/path").asText()).isEqualTo("similar");
        assertThat(lists.at("/1/path").asText()).isEqualTo("trending");
        assertThat(lists.at("/1/note").asText()).contains("learned nothing");
        assertThat(answer.at("/model/version").asText()).isEqualTo("m1");
    }

    @Test
    void asManyListsAsAskedForOrAsThereArePurchases() {
        assertThat(service.json("/v1/users/1/because-you-bought?lists=1").at("/lists"))
                .hasSize(1);
        assertThat(service.json("/v1/users/1/because-you-bought?lists=10").at("/lists"))
                .hasSize(4);
        assertThat(service.json("/v1/users/new/because-you-bought").at("/lists"))
                .isEmpty();
        assertThat(service.get("/v1/users/nobody/because-you-bought").statusCode())
                .isEqualTo(404);
        assertThat(service.get("/v1/users/1/because-you-bought?lists=11").statusCode())
                .isEqualTo(400);
    }

    @Test
    void withAnOffsetEachListGoesOn() {
        // Given
        JsonNode longer = service.json("/v1/users/1/because-you-bought?limit=8").at("/lists");
        // When
        JsonNode rest =
                service.json("/v1/users/1/because-you-bought?limit=5&offset=3").at("/lists");
        // Then
        assertThat(rest).hasSize(3);
        for (int list = 0; list < 3; list++) {
            List<JsonNode> items = new ArrayList<>();
            longer.at("/" + list + "/items").forEach(items::add);
            assertThat(rest.at("/" + list + "/items")).containsExactlyElementsOf(items.subList(3, 8));
            assertThat(rest.at("/" + list + "/items/0/rank").asInt()).isEqualTo(4);
        }
    }

    @Test
    void trendingItemsSayHowFarTheyAreAhead() {
        // When
        JsonNode list = service.json("/v1/items/trending?limit=5&category=odd");
        // Then
        assertThat(list.at("/items").findValuesAsText("item")).containsExactly("i1", "i3", "i5", "i7", "i11");
        JsonNode best = list.at("/items/0");
        assertThat(best.at("/interactions").asInt()).isEqualTo(999);
        assertThat(best.at("/score").asDouble())
                .isEqualTo((999 - best.at("/usual").asDouble())
                        / Math.sqrt(best.at("/usual").asDouble() + 1));
    }
}
