package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ExplanationsTest {
    private static final int ITEMS = 60;
    private static final LivePointer LIVE = new LivePointer("1", 1);
    private static final String LIST = "/v1/users/1/recommendations?limit=5";

    private final InMemoryOnlineStore store = new InMemoryOnlineStore();
    private RunningService service;

    @BeforeEach
    void publish() {
        Samples.publishFeatures(store, "f1", ITEMS, Map.of("1", Samples.user("i0", "i2", "i4")));
        Samples.publishModel(store, "m1", ITEMS);
        store.writeLiveItems(LIVE, Samples.liveItems(0, ITEMS));
        store.writeLiveUsers(LIVE, Map.of("1", Samples.liveUser("i0", "i2", "i4")));
        store.writeLiveProgress(LIVE, 0, new Progress(Samples.POSITION, Samples.AS_OF));
        store.pointAt(LIVE);
        service = RunningService.on(store).holding("f1", "m1").following("1");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private static List<String> ids(JsonNode explanation) {
        List<String> ids = new ArrayList<>();
        explanation.at("/items").forEach(item -> ids.add(item.at("/item").asText()));
        return ids;
    }

    private static Map<String, String> why(JsonNode explanation) {
        Map<String, String> why = new HashMap<>();
        explanation
                .at("/leftOut")
                .forEach(item ->
                        why.put(item.at("/item").asText(), item.at("/why").asText()));
        return why;
    }

    private JsonNode explained(JsonNode answer) {
        return kept("/v1/explanations/" + answer.at("/responseId").asText());
    }

    private JsonNode replayed(JsonNode answer) {
        return kept("/v1/explanations/" + answer.at("/responseId").asText() + "/replay");
    }

    private JsonNode kept(String path) {
        RunningService.eventually(() -> service.get(path).statusCode() == 200);
        return service.json(path);
    }

    @Test
    void whatWasBoughtAddsUpToTheScore() {
        // Given
        JsonNode list = service.json(LIST);
        // When
        JsonNode explanation = explained(list);
        // Then
        assertThat(explanation.at("/model").asText()).isEqualTo("m1");
        assertThat(explanation.at("/live").asBoolean()).isTrue();
        assertThat(explanation.at("/position").asText()).isEqualTo(Samples.POSITION.toString());
        assertThat(explanation.at("/items")).hasSize(5);
        for (int index = 0; index < 5; index++) {
            JsonNode item = explanation.at("/items/" + index);
            assertThat(item.at("/item")).isEqualTo(list.at("/items/" + index + "/item"));
            double sum = item.at("/others").asDouble();
            List<String> bought = new ArrayList<>();
            for (JsonNode contribution : item.at("/contributions")) {
                sum += contribution.at("/amount").asDouble();
                bought.add(contribution.at("/item").asText());
                assertThat(contribution.at("/strength").asDouble()).isEqualTo(2.5);
                assertThat(contribution.at("/lastAt").asText()).isEqualTo(Samples.AS_OF.toString());
            }
            assertThat(sum).isCloseTo(item.at("/score").asDouble(), within(1e-6));
            assertThat(item.at("/others").asDouble()).isCloseTo(0, within(1e-5));
            assertThat(bought).containsExactlyInAnyOrder("i0", "i2", "i4");
            assertThat(list.at("/items/" + index + "/reason/items/0/id").asText())
                    .isEqualTo(bought.get(0));
        }
    }

    @Test
    void anotherNodeExplainsTheSameAnswer() {
        // Given
        JsonNode list = service.json(LIST);
        JsonNode explanation = explained(list);
        // When
        try (var other = RunningService.on(store).holding("f1", "m1").following("1")) {
            // Then
            assertThat(other.json("/v1/explanations/" + list.at("/responseId").asText()))
                    .isEqualTo(explanation);
        }
    }

    @Test
    void everyListThatIsRankedForSomebodyCanBeExplained() {
        JsonNode ranking =
                RunningService.read(service.post("/v1/users/1/ranking", "{\"items\": [\"i6\", \"i8\", \"i9\"]}"));
        assertThat(explained(ranking).at("/asked/among").toString()).isEqualTo("[\"i6\",\"i8\",\"i9\"]");
        assertThat(ranking.at("/leftOut/0/item").asText()).isEqualTo("i9");
        assertThat(replayed(ranking).at("/answer")).isEqualTo(ranking);
        JsonNode batch = RunningService.read(
                service.post("/v1/recommendations", "{\"users\": [\"1\", \"nobody\"], \"limit\": 2}"));
        assertThat(explained(batch.at("/lists/0")).at("/items/0/contributions")).isNotEmpty();
        JsonNode popular = explained(batch.at("/lists/1"));
        assertThat(popular.at("/items/0/path").asText()).isEqualTo("popular");
        assertThat(popular.at("/items/0/contributions")).isEmpty();
        assertThat(popular.at("/note").asText()).contains("The model ranked none");
        JsonNode session = RunningService.read(service.post("/v1/sessions/recommendations", "{\"items\": [\"i3\"]}"));
        assertThat(explained(session).at("/items/0/contributions/0/item").asText())
                .isEqualTo("i3");
        assertThat(replayed(session).at("/answer")).isEqualTo(session);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/items/popular?",
                "/v1/items/popular?window=all&",
                "/v1/items/trending?",
                "/v1/items/i4/similar?",
                "/v1/users/1/because-you-bought?lists=2&"
            })
    void everyOtherListCanBeExplainedToo(String path) {
        // Given
        JsonNode answer = service.json(path + "limit=4&offset=1&category=odd");
        JsonNode list = answer.has("lists") ? answer.at("/lists/1") : answer;
        // When
        JsonNode explanation = explained(list);
        JsonNode replay = replayed(list);
        // Then
        assertThat(ids(explanation)).isEqualTo(ids(list)).hasSize(4);
        assertThat(explanation.at("/asked/categories").toString()).isEqualTo("[\"odd\"]");
        assertThat(replay.at("/answer")).isEqualTo(list);
        assertThat(replay.at("/ranking").asText()).isEqualTo("same");
    }

    @ParameterizedTest
    @CsvSource({"popular, i2", "trending, i2"})
    void whatEverybodyWantsMoreIsLeftOutForTheFilterThatItDoesNotPass(String list, String better) {
        // When
        JsonNode explanation =
                explained(service.json("/v1/items/" + list + "?limit=4&offset=1&category=odd&exclude=i5"));
        // Then
        assertThat(explanation.has("note")).isFalse();
        assertThat(why(explanation)).containsEntry(better, "category").containsEntry("i5", "excluded");
        assertThat(explanation.at("/leftOut").findValuesAsText("item"))
                .doesNotContainAnyElementsOf(ids(explanation))
                .doesNotContain("i1");
    }

    @ParameterizedTest
    @CsvSource({
        "category=odd, category",
        "max_price=20, price",
        "max_per_category=1, max_per_category",
        "diversity=0.9, diversity"
    })
    void whatIsMoreSimilarIsLeftOutForTheConditionThatItDoesNotMeet(String condition, String why) {
        // When
        JsonNode explanation = explained(service.json("/v1/items/i4/similar?limit=2&" + condition));
        // Then
        assertThat(explanation.has("note")).isFalse();
        assertThat(why(explanation).values()).contains(why).doesNotContain("another_list", "bought");
        assertThat(explanation.at("/leftOut").findValuesAsText("item"))
                .doesNotContainAnyElementsOf(ids(explanation))
                .doesNotContain("i4");
    }

    @Test
    void whatIsInAnEarlierListIsLeftOutOfTheNextForThat() {
        // Given
        JsonNode lists = service.json("/v1/users/1/because-you-bought?lists=2&limit=5&include_bought=true");
        List<String> first = new ArrayList<>();
        lists.at("/lists/0/items").forEach(item -> first.add(item.at("/item").asText()));
        first.add(lists.at("/lists/0/item").asText());
        // When
        Map<String, String> why = why(explained(lists.at("/lists/1")));
        // Then
        assertThat(why).containsValue("another_list");
        why.forEach((item, reason) ->
                assertThat(reason.equals("another_list")).as(item).isEqualTo(first.contains(item)));
    }

    @Test
    void anItemOfAListForAPurchaseIsThereForThatPurchaseAsItWasThen() {
        // Given
        var row = new LiveUser.SourceRow("public.order_items", "{\"order_item_id\":4711}", Samples.POSITION);
        var named = new LiveUser.Interaction("i2", 2.5, 3, Samples.AS_OF, Samples.AS_OF, Optional.of(row));
        store.writeLiveUsers(LIVE, Map.of("1", new LiveUser(true, List.of(named))));
        JsonNode list = service.json("/v1/users/1/because-you-bought").at("/lists/0");
        explained(list);
        // When the purchase is gone, and another model is current
        store.writeLiveUsers(LIVE, Map.of("1", Samples.liveUser("i3")));
        Samples.publishModel(store, "m2", ITEMS);
        service.holding("f1", "m2");
        // Then
        JsonNode explanation = explained(list);
        assertThat(explanation.at("/model").asText()).isEqualTo("m1");
        JsonNode contribution = explanation.at("/items/0/contributions/0");
        assertThat(contribution.at("/item").asText()).isEqualTo("i2");
        assertThat(contribution.at("/amount").asDouble())
                .isEqualTo(explanation.at("/items/0/score").asDouble());
        assertThat(contribution.at("/latest/key/order_item_id").asInt()).isEqualTo(4711);
    }

    @ParameterizedTest
    @CsvSource({
        "category=odd, category",
        "max_price=20, price",
        "attribute=category:odd, attribute",
        "max_per_category=1, max_per_category",
        "diversity=0.9, diversity",
        "include_bought=false, bought"
    })
    void whatWasLeftOutSaysWhichConditionKeptItOut(String condition, String why) {
        // When
        JsonNode explanation = explained(service.json("/v1/users/1/recommendations?limit=2&" + condition));
        // Then
        assertThat(explanation.has("note")).isFalse();
        assertThat(explanation.at("/leftOut").findValuesAsText("why"))
                .contains(why)
                .contains("bought");
        assertThat(explanation.at("/leftOut").findValuesAsText("item")).doesNotContainAnyElementsOf(ids(explanation));
    }

    @ParameterizedTest
    @CsvSource({
        "max_per_category=1&diversity=0.9, max_per_category, diversity",
        "max_per_category=50&diversity=0.9, diversity, max_per_category"
    })
    void ofACapAndDiversityTheOneIsNamedThatKeepsAnItemOut(String conditions, String why, String other) {
        // When
        JsonNode explanation = explained(service.json("/v1/users/1/recommendations?limit=2&" + conditions));
        // Then
        assertThat(explanation.at("/leftOut").findValuesAsText("why"))
                .contains(why)
                .doesNotContain(other, "changed_since");
    }

    @Test
    void filtersThatLeaveNothingAreExplainedByTheBestItems() {
        // When
        JsonNode explanation = explained(service.json("/v1/users/1/recommendations?limit=2&category=none"));
        // Then
        assertThat(explanation.at("/items")).isEmpty();
        assertThat(explanation.has("note")).isFalse();
        assertThat(explanation.at("/leftOut")).hasSize(50);
        assertThat(explanation.at("/leftOut").findValuesAsText("why"))
                .contains("category", "bought", "unavailable")
                .doesNotContain("changed_since");
    }

    @Test
    void anItemThatNothingKeepsOutAnyMoreHasChangedSince() {
        // Given
        String best = service.json(LIST).at("/items/0/item").asText();
        store.writeLiveItems(LIVE, Map.of(best, Samples.liveItem("Sold out", false)));
        RunningService.eventually(
                () -> !service.json(LIST).at("/items/0/item").asText().equals(best));
        JsonNode list = service.json(LIST);
        // When
        store.writeLiveItems(LIVE, Map.of(best, Samples.liveItem("There again", true)));
        RunningService.eventually(
                () -> service.json(LIST).at("/items/0/item").asText().equals(best));
        // Then
        assertThat(why(explained(list))).containsEntry(best, "changed_since");
    }

    @Test
    void theStrengthOfAContributionIsWhatTheModelCounted() {
        // Given what was bought a half-life before the model was trained
        Instant before = Samples.AS_OF.minus(Duration.ofDays(90));
        store.writeLiveUsers(
                LIVE, Map.of("1", new LiveUser(true, List.of(new LiveUser.Interaction("i2", 2.5, 1, before, before)))));
        // When
        JsonNode contribution = explained(service.json(LIST)).at("/items/0/contributions/0");
        // Then
        assertThat(contribution.at("/lastAt").asText()).isEqualTo(before.toString());
        assertThat(contribution.at("/strength").asDouble()).isCloseTo(1.25, within(1e-9));
    }

    @Test
    void aContributionNamesTheLatestRowBehindItWhereTheLiveStateKnowsIt() {
        // Given
        var row = new LiveUser.SourceRow("public.order_items", "{\"order_item_id\":4711}", Samples.POSITION);
        var named = new LiveUser.Interaction("i2", 2.5, 3, Samples.AS_OF, Samples.AS_OF, Optional.of(row));
        var unnamed = new LiveUser.Interaction("i4", 2.5, 1, Samples.AS_OF, Samples.AS_OF);
        store.writeLiveUsers(LIVE, Map.of("1", new LiveUser(true, List.of(named, unnamed))));
        // When
        JsonNode contributions = explained(service.json(LIST)).at("/items/0/contributions");
        // Then
        assertThat(contributions).hasSize(2);
        for (JsonNode contribution : contributions) {
            assertThat(contribution.has("latest"))
                    .isEqualTo(contribution.at("/item").asText().equals("i2"));
            if (contribution.has("latest")) {
                assertThat(contribution.at("/count").asInt()).isEqualTo(3);
                assertThat(contribution.at("/latest").toString())
                        .isEqualTo(
                                "{\"table\":\"public.order_items\",\"key\":{\"order_item_id\":4711},\"position\":\"%s\"}"
                                        .formatted(Samples.POSITION));
            }
        }
    }

    @Test
    void whatIsExcludedOrSoldOutIsLeftOutForThat() {
        // Given
        List<String> best = service.json(LIST).at("/items").findValuesAsText("item");
        store.writeLiveItems(LIVE, Map.of(best.get(1), Samples.liveItem("Sold out", false)));
        RunningService.eventually(
                () -> !service.json(LIST).at("/items").findValuesAsText("item").contains(best.get(1)));
        // When
        JsonNode explanation = explained(service.json(LIST + "&exclude=" + best.get(0)));
        // Then
        assertThat(why(explanation)).containsEntry(best.get(0), "excluded").containsEntry(best.get(1), "unavailable");
        assertThat(explanation.at("/asked/exclude").toString()).isEqualTo("[\"" + best.get(0) + "\"]");
    }

    @Test
    void itemsBeforeTheOffsetAreNotLeftOut() {
        JsonNode whole = service.json(LIST);
        JsonNode explanation = explained(service.json(LIST + "&offset=3"));
        assertThat(explanation.at("/items/0/rank").asInt()).isEqualTo(4);
        assertThat(explanation.at("/leftOut").findValuesAsText("item"))
                .doesNotContainAnyElementsOf(whole.at("/items").findValuesAsText("item"));
    }

    @Test
    void anAnswerIsTheSameAgainAfterThePurchasesOfTheUserHaveChanged() {
        // Given
        JsonNode list = service.json(LIST);
        // When
        store.writeLiveUsers(LIVE, Map.of("1", Samples.liveUser("i3", "i5")));
        // Then
        assertThat(service.json(LIST).at("/items")).isNotEqualTo(list.at("/items"));
        JsonNode replay = replayed(list);
        assertThat(replay.at("/answer")).isEqualTo(list);
        assertThat(replay.at("/ranking").asText()).isEqualTo("same");
    }

    @Test
    void anAnswerIsTheSameAgainAfterItemsOrTheModelHaveChangedAndSaysSo() {
        // Given
        JsonNode list = service.json(LIST);
        String best = list.at("/items/0/item").asText();
        // When
        store.writeLiveItems(LIVE, Map.of(best, Samples.liveItem("Sold out", false)));
        RunningService.eventually(
                () -> !service.json(LIST).at("/items/0/item").asText().equals(best));
        // Then
        assertThat(replayed(list).at("/answer")).isEqualTo(list);
        assertThat(replayed(list).at("/ranking").asText()).isEqualTo("changed");
        assertThat(replayed(list).at("/note").asText()).startsWith("Items are not");
        assertThat(explained(list).at("/leftOut").findValuesAsText("item")).doesNotContain(best);
        // When
        Samples.publishFeatures(store, "f2", ITEMS, Map.of("1", Samples.user("i0", "i2", "i4")));
        service.holding("f2", "m1");
        // Then
        assertThat(replayed(list).at("/note").asText()).startsWith("The features were f1 then and are f2 now");
        // When
        Samples.publishModel(store, "m2", ITEMS);
        service.holding("f2", "m2");
        // Then the one before is still held
        assertThat(replayed(list).at("/ranking").asText()).isEqualTo("changed");
        assertThat(explained(list).at("/leftOut")).isNotEmpty();
        // When
        Samples.publishModel(store, "m3", ITEMS);
        service.holding("f2", "m3");
        // Then
        assertThat(replayed(list).at("/answer")).isEqualTo(list);
        assertThat(replayed(list).at("/ranking").asText()).isEqualTo("not_possible");
        assertThat(replayed(list).at("/note").asText()).contains("m1");
        assertThat(explained(list).at("/items/0/contributions")).isNotEmpty();
        assertThat(explained(list).at("/note").asText()).contains("m1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "'; DROP TABLE users; --", "0b4ad2a3-8d5c-4a9f-9d0e-5f1f3c1d7b11"})
    void anAnswerThatIsNotKeptIsAProblem(String id) {
        for (String path : List.of("", "/replay")) {
            HttpResponse<String> answer = service.get("/v1/explanations/"
                    + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20")
                    + path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(RunningService.read(answer).at("/type").asText())
                    .isEqualTo("urn:millrace:problem:unknown-answer");
        }
    }

    @Test
    void whileTheStoreIsDownListsAreAnsweredAndNothingIsExplained() {
        // Given
        JsonNode list = service.json(LIST);
        explained(list);
        // When
        store.setDown(true);
        // Then
        assertThat(service.json(LIST).at("/responseId").asText()).isNotBlank();
        HttpResponse<String> answer =
                service.get("/v1/explanations/" + list.at("/responseId").asText());
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }
}
