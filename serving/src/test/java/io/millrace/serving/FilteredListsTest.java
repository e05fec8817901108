package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.online.CatalogItem;
import io.millrace.serving.store.InMemoryOnlineStore;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every list under every filter, against the whole list that is filtered by hand. */
class FilteredListsTest {
    private static final int ITEMS = 300;
    private static final int IN_MODEL = 280;
    private static final int PAGE = 100;
    private static final List<String> LISTS = List.of(
            "/v1/users/1/recommendations?",
            "/v1/users/nobody/recommendations?",
            "/v1/items/popular?",
            "/v1/items/popular?window=all&",
            "/v1/items/trending?",
            "/v1/users/1/recommendations?include_bought=true&",
            // Who bought only what is newer than the model, and an item that is: trending, then popular.
            "/v1/users/new/recommendations?",
            "/v1/items/i290/similar?",
            "/v1/items/i4/similar?",
            "/v1/users/1/because-you-bought?lists=1&",
            "/v1/users/1/because-you-bought?lists=1&include_bought=true&");

    private static RunningService service;

    @BeforeAll
    static void publish() {
        var store = new InMemoryOnlineStore();
        store.publish(
                Samples.features("f1", 1),
                List.of(items()),
                Map.of(
                        "1", Samples.user("i0", "i2", "i4", "i21", "i290"),
                        "new", Samples.user("i281", "i285", "i290", "i295")));
        Samples.publishModel(store, "m1", IN_MODEL);
        service = RunningService.on(store).holding("f1", "m1");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    // Some lack a category, some a price, some have one that is no number, some are not available.
    private static List<CatalogItem> items() {
        var random = new Random(7);
        return IntStream.range(0, ITEMS)
                .mapToObj(number -> {
                    Map<String, String> attributes = new HashMap<>(Map.of("color", number % 3 == 0 ? "red" : "b:l,ue"));
                    if (random.nextInt(10) > 0) {
                        attributes.put("category", "Home, " + random.nextInt(6));
                    }
                    if (random.nextInt(10) > 0) {
                        attributes.put("price", random.nextInt(20) == 0 ? "NaN" : random.nextInt(100) + ".50");
                    }
                    return new CatalogItem(
                            "i" + number,
                            "Item " + number,
                            random.nextInt(10) > 0,
                            attributes,
                            random.nextInt(500),
                            1,
                            random.nextInt(50),
                            Optional.empty());
                })
                .toList();
    }

    private static List<JsonNode> whole(String list) {
        List<JsonNode> items = new ArrayList<>();
        for (int offset = 0; offset <= ITEMS; offset += PAGE) {
            items(list + "limit=" + PAGE + "&offset=" + offset).forEach(items::add);
        }
        return items;
    }

    private static JsonNode items(String list) {
        JsonNode answer = service.json(list);
        return answer.at(answer.has("lists") ? "/lists/0/items" : "/items");
    }

    private static List<String> ids(Iterable<JsonNode> items) {
        List<String> ids = new ArrayList<>();
        items.forEach(item -> ids.add(item.at("/item").asText()));
        return ids;
    }

    private static double price(JsonNode item) {
        String price = item.at("/attributes/price").asText("");
        return price.isEmpty() || price.equals("NaN") ? Double.NaN : Double.parseDouble(price);
    }

    private record Filter(String query, Predicate<JsonNode> passes) {
        @Override
        public String toString() {
            return query;
        }
    }

    static List<Filter> filters() {
        return List.of(
                new Filter(
                        "category=Home,%203",
                        item -> item.at("/attributes/category").asText().equals("Home, 3")),
                new Filter(
                        "category=Home,+3&category=Home,+5&category=other",
                        item -> item.at("/attributes/category").asText().matches("Home, [35]")),
                new Filter("category=Home", item -> false),
                new Filter("min_price=30.5", item -> price(item) >= 30.5),
                new Filter("max_price=30.50", item -> price(item) <= 30.5),
                new Filter("min_price=30&max_price=40", item -> price(item) > 30 && price(item) < 40),
                new Filter(
                        "attribute=color:red",
                        item -> item.at("/attributes/color").asText().equals("red")),
                new Filter(
                        "attribute=color:b:l,ue",
                        item -> item.at("/attributes/color").asText().equals("b:l,ue")),
                new Filter("attribute=color:red&attribute=color:b%3Al%2Cue", item -> true),
                new Filter(
                        "attribute=color:red&attribute=category:Home,%201",
                        item -> item.at("/attributes/color").asText().equals("red")
                                && item.at("/attributes/category").asText().equals("Home, 1")),
                new Filter("attribute=color:red&attribute=category:", item -> false),
                new Filter("exclude=i1,i6,i8&exclude=i10", item -> !List.of("i1", "i6", "i8", "i10")
                        .contains(item.at("/item").asText())),
                new Filter(
                        "attribute=color:red&category=Home,%201&min_price=10",
                        item -> item.at("/attributes/color").asText().equals("red")
                                && item.at("/attributes/category").asText().equals("Home, 1")
                                && price(item) >= 10));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aFilteredListIsTheWholeListWithoutWhatDoesNotPass(Filter filter) {
        for (String list : LISTS) {
            // Given
            List<JsonNode> passing =
                    whole(list).stream().filter(filter.passes()).toList();
            // When
            JsonNode filtered = items(list + "limit=20&" + filter.query());
            // Then
            assertThat(ids(filtered))
                    .as(list)
                    .isEqualTo(ids(passing.stream().limit(20).toList()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "7", "100"})
    void aCappedListPassesOverItemsWhoseCategoryIsFull(String cap) {
        for (String list : LISTS) {
            // Given
            Map<String, Integer> counts = new TreeMap<>();
            List<JsonNode> uncrowded = whole(list).stream()
                    .filter(item -> price(item) >= 20)
                    .filter(item -> item.at("/attributes/category").isMissingNode()
                            || counts.merge(item.at("/attributes/category").asText(), 1, Integer::sum)
                                    <= Integer.parseInt(cap))
                    .toList();
            // When
            JsonNode first = items(list + "limit=10&min_price=20&max_per_category=" + cap);
            JsonNode second = items(list + "limit=90&offset=10&min_price=20&max_per_category=" + cap);
            // Then
            List<String> both = new ArrayList<>(ids(first));
            both.addAll(ids(second));
            assertThat(both)
                    .as(list)
                    .isEqualTo(ids(uncrowded.stream().limit(PAGE).toList()));
        }
    }

    @Test
    void pagesOfADiverseListFitTogetherAndHaveNoMoreOfACategoryThanAllowed() {
        // Given
        String list = LISTS.get(0) + "diversity=0.7&max_per_category=3&min_price=10&";
        List<String> best = ids(service.json(LISTS.get(0) + "limit=10&max_per_category=3&min_price=10")
                .at("/items"));
        // When
        JsonNode whole = service.json(list + "limit=30").at("/items");
        // Then
        List<String> pages = new ArrayList<>();
        for (int offset = 0; offset < 30; offset += 10) {
            pages.addAll(ids(service.json(list + "limit=10&offset=" + offset).at("/items")));
        }
        assertThat(pages).isEqualTo(ids(whole));
        assertThat(pages.get(0)).isEqualTo(best.get(0));
        assertThat(pages.subList(0, 10)).isNotEqualTo(best);
        Map<String, Integer> counts = new TreeMap<>();
        whole.forEach(item -> counts.merge(item.at("/attributes/category").asText("none"), 1, Integer::sum));
        counts.remove("none");
        assertThat(counts.values()).allMatch(count -> count <= 3);
    }

    @Test
    void itemsThatWereBoughtAreInTheListOnlyIfAskedFor() {
        assertThat(ids(whole(LISTS.get(0)))).doesNotContain("i0", "i2", "i4", "i21", "i290");
        List<String> all = ids(whole(LISTS.get(0) + "include_bought=true&"));
        assertThat(all).containsAll(ids(whole(LISTS.get(0)))).doesNotHaveDuplicates();
        assertThat(ids(whole(LISTS.get(1)))).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void aRankingIsTheWholeListAmongTheGivenItems() {
        // Given items of the model, and newer ones
        List<String> given = List.of("i299", "i5", "i279", "i270", "i6", "i100", "i291");
        String items = "[\"" + String.join("\",\"", given) + "\"]";
        for (String more : List.of("", ", \"max_per_category\": 1")) {
            // When
            JsonNode ranking =
                    RunningService.read(service.post("/v1/users/1/ranking", "{\"items\": " + items + more + "}"));
            // Then
            Map<String, Integer> counts = new TreeMap<>();
            assertThat(ids(ranking.at("/items")))
                    .isNotEmpty()
                    .isEqualTo(ids(whole(LISTS.get(0)).stream()
                            .filter(item -> given.contains(item.at("/item").asText()))
                            .filter(item -> more.isEmpty()
                                    || item.at("/attributes/category").isMissingNode()
                                    || counts.merge(
                                                    item.at("/attributes/category")
                                                            .asText(),
                                                    1,
                                                    Integer::sum)
                                            == 1)
                            .toList()));
        }
    }

    @Test
    void ranksGoOnBehindTheOffset() {
        JsonNode items = service.json(LISTS.get(0) + "limit=2&offset=5").at("/items");
        assertThat(items.at("/0/rank").asInt()).isEqualTo(6);
        assertThat(items.at("/1/rank").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "offset=-1",
                "offset=1001",
                "min_price=-1",
                "min_price=NaN",
                "min_price=1e3",
                "max_price=",
                "max_price=1&max_price=2",
                "min_price=2&max_price=1",
                "attribute=color",
                "attribute=:red",
                "include_bought=yes",
                "max_per_category=0",
                "diversity=1.01",
                "diversity=-0.1",
                "diversity=NaN",
                "diversity=",
                "max_per_category=101"
            })
    void aValueThatCannotBeIsAProblemThatNamesTheParameter(String query) {
        HttpResponse<String> answer = service.get(LISTS.get(0) + query);
        assertThat(answer.statusCode()).isEqualTo(400);
        String parameter = RunningService.read(answer).at("/parameter").asText();
        assertThat(query).startsWith(parameter + "=");
        assertThat(RunningService.read(answer).at("/detail").asText()).contains(parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"colour:red", "size:", "attribute:color:red", "Color:red"})
    void anAttributeThatNoItemHasIsAProblemThatNamesThoseThatTheyHave(String attribute) {
        for (String list : List.of(LISTS.get(0), LISTS.get(1), LISTS.get(2), "/v1/items/i1/similar?")) {
            HttpResponse<String> answer = service.get(list + "attribute=color:red&attribute=" + attribute);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(RunningService.read(answer).at("/parameter").asText()).isEqualTo("attribute");
            assertThat(RunningService.read(answer).at("/detail").asText())
                    .contains("'" + attribute.substring(0, attribute.indexOf(':')) + "'", "[category, color, price]");
        }
        assertThat(service.json(LISTS.get(2) + "attribute=colour:red")
                        .at("/detail")
                        .asText())
                .contains("Did you mean 'color'?");
    }

    @Test
    void moreExcludedItemsThanAllowedAreAProblem() {
        HttpResponse<String> answer = service.get(LISTS.get(0) + "exclude=" + "1,".repeat(1_000));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningService.read(answer).at("/parameter").asText()).isEqualTo("exclude");
    }
}
