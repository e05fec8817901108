package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import io.millrace.serving.store.Publisher;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What answers are like while there is a live state, wherever it is kept. */
abstract class LiveAnswers {
    static final int ITEMS = 60;
    static final LivePointer LIVE = new LivePointer("1", 2);
    static final String LIST = "/v1/users/1/recommendations?limit=10";
    static final String FEATURES = "/v1/users/1/features";
    private static final String POPULAR = "/v1/items/popular?limit=100";

    private RunningService service;

    abstract Publisher publisher();

    abstract RunningService started();

    RunningService service() {
        return service;
    }

    @BeforeEach
    void publish() {
        publisher().clear();
        publishBatch("f1");
        publisher().publish(Samples.manifest("m1", ITEMS, 1), List.of(Samples.factors(0, ITEMS)));
        writeLive(LIVE);
        service = started().holding("f1", "m1").following("1");
        RunningService.eventually(() -> shown(POPULAR).contains("i0"));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    void publishBatch(String version) {
        publisher()
                .publish(
                        Samples.features(version, 1),
                        List.of(Samples.items(0, ITEMS)),
                        Map.of("1", Samples.user("i0", "i2"), "2", Samples.user("i1")));
    }

    void writeLive(LivePointer live) {
        publisher().writeLiveItems(live, Samples.liveItems(0, ITEMS));
        publisher().writeLiveUsers(live, Map.of("1", Samples.liveUser("i0", "i2"), "2", Samples.liveUser("i1")));
        reach(live, 0);
        publisher().pointAt(live);
    }

    void reach(LivePointer live, int more) {
        publisher().writeLiveProgress(live, 0, new Progress(Samples.after(more), Instant.now()));
        publisher().writeLiveProgress(live, 1, new Progress(Samples.after(more), Instant.now()));
    }

    List<String> shown(String path) {
        return service.json(path).at("/items").findValuesAsText("item");
    }

    void become(String item, boolean available) {
        publisher().writeLiveItems(LIVE, Map.of(item, Samples.liveItem("Item " + item, available)));
    }

    @Test
    void aPurchaseChangesTheNextAnswer() {
        // Given
        List<String> before = shown(LIST);
        // When
        publisher().writeLiveUsers(LIVE, Map.of("1", Samples.liveUser(before.get(0), "i1", "i3", "i5", "i7")));
        reach(LIVE, 9);
        // Then
        JsonNode list = service.json(LIST);
        assertThat(list.at("/path").asText()).isEqualTo("personal");
        assertThat(list.at("/live").asBoolean()).isTrue();
        assertThat(list.at("/position").asText()).isEqualTo(Samples.after(9).toString());
        assertThat(list.at("/ageSeconds").asInt()).isLessThan(60);
        assertThat(list.at("/items").findValuesAsText("item"))
                .doesNotContain(before.get(0), "i1", "i3", "i5", "i7")
                .filteredOn(LiveAnswers::isOdd)
                .hasSizeGreaterThan(
                        (int) before.stream().filter(LiveAnswers::isOdd).count());
    }

    private static boolean isOdd(String item) {
        return Integer.parseInt(item.substring(1)) % 2 == 1;
    }

    @Test
    void aUserWhoseInteractionsAreThoseOfTheBatchGetsTheListOfTheBatch() {
        // Given
        List<String> live = shown(LIST);
        // When
        publisher().forgetLive(LIVE);
        // Then
        assertThat(service.json(LIST).at("/live").asBoolean()).isFalse();
        assertThat(shown(LIST)).isEqualTo(live);
    }

    @Test
    void aUserWhomTheBatchDoesNotKnowGetsAPersonalList() {
        // When
        publisher().writeLiveUsers(LIVE, Map.of("new", Samples.liveUser("i4")));
        // Then
        assertThat(service.json("/v1/users/new/recommendations").at("/path").asText())
                .isEqualTo("personal");
        JsonNode features = service.json("/v1/users/new/features");
        assertThat(features.has("rfm")).isFalse();
        assertThat(features.at("/interactions/0/item").asText()).isEqualTo("i4");
    }

    @Test
    void featuresSayWhichPositionEachPartReflects() {
        // When
        publisher().writeLiveUsers(LIVE, Map.of("1", Samples.liveUser("i4")));
        reach(LIVE, 5);
        // Then
        JsonNode features = service.json(FEATURES);
        assertThat(features.at("/live").asBoolean()).isTrue();
        assertThat(features.at("/position").asText()).isEqualTo(Samples.after(5).toString());
        assertThat(features.at("/rfmPosition").asText()).isEqualTo(Samples.POSITION.toString());
        assertThat(features.at("/rfm/segment").asText()).isEqualTo("Loyal");
        assertThat(features.at("/interactions").findValuesAsText("item")).containsExactly("i4");
    }

    @Test
    void aDeletedUserIsUnknown() {
        // When
        publisher().writeLiveUsers(LIVE, Map.of("1", Samples.deletedUser("i0")));
        // Then
        JsonNode list = service.json(LIST);
        assertThat(list.at("/path").asText()).isEqualTo("popular");
        assertThat(list.at("/note").asText()).contains("unknown");
        assertThat(service.get(FEATURES).statusCode()).isEqualTo(404);
    }

    @Test
    void aUserOfWhomTheLiveStateHasNothingIsUnknown() {
        publishBatchWith("3");
        assertThat(service.json("/v1/users/3/recommendations").at("/note").asText())
                .contains("unknown");
        assertThat(service.get("/v1/users/3/features").statusCode()).isEqualTo(404);
    }

    private void publishBatchWith(String user) {
        publisher()
                .publish(
                        Samples.features("f2", 1),
                        List.of(Samples.items(0, ITEMS)),
                        Map.of(user, Samples.user("i0", "i2")));
        service.holding("f2", "m1");
    }

    @Test
    void anItemThatGoesOutOfStockLeavesEveryList() {
        // Given
        String best = shown(LIST).get(0);
        // When
        become(best, false);
        // Then
        RunningService.eventually(() -> !shown(LIST).contains(best));
        assertThat(shown(POPULAR)).doesNotContain(best);
        assertThat(shown("/v1/users/nobody/recommendations?limit=100")).doesNotContain(best);
        assertThat(shown("/v1/users/1/recommendations?limit=100")).doesNotContain(best);
        // When
        become(best, true);
        // Then
        RunningService.eventually(() -> shown(LIST).get(0).equals(best));
    }

    @Test
    void aDeletedItemLeavesEveryList() {
        // Given
        String best = shown(LIST).get(0);
        // When
        publisher().writeLiveItems(LIVE, Map.of(best, Samples.deletedItem()));
        // Then
        RunningService.eventually(() -> !shown(LIST).contains(best));
        assertThat(shown(POPULAR)).doesNotContain(best);
        assertThat(shown("/v1/items/trending?limit=100")).doesNotContain(best);
        assertThat(shown("/v1/items/i0/similar?limit=100")).doesNotContain(best);
        assertThat(service.get("/v1/items/" + best + "/similar").statusCode()).isEqualTo(404);
    }

    @Test
    void thePurchaseOfAMomentAgoBeginsTheListsOfWhatWasBought() {
        // When
        LiveUser.Interaction purchase =
                new LiveUser.Interaction("i5", 1, 1, Samples.AS_OF.plusSeconds(9), Samples.AS_OF.plusSeconds(9));
        List<LiveUser.Interaction> all =
                new ArrayList<>(Samples.liveUser("i0", "i2").interactions());
        all.add(purchase);
        publisher().writeLiveUsers(LIVE, Map.of("1", new LiveUser(true, all)));
        // Then
        JsonNode answer = service.json("/v1/users/1/because-you-bought");
        assertThat(answer.at("/live").asBoolean()).isTrue();
        assertThat(answer.at("/lists/0/item").asText()).isEqualTo("i5");
        assertThat(answer.at("/lists/0/items"))
                .isNotEmpty()
                .allMatch(item -> isOdd(item.at("/item").asText()));
    }

    @Test
    void anItemIsFilteredByWhatItIsNow() {
        // When
        publisher()
                .writeLiveItems(
                        LIVE,
                        Map.of(
                                "i8",
                                new LiveItem(
                                        Samples.after(1),
                                        true,
                                        "Item 8",
                                        true,
                                        Map.of("category", "sale", "price", "0.99"))));
        // Then
        RunningService.eventually(
                () -> shown("/v1/items/popular?category=sale&max_price=1").equals(List.of("i8")));
        assertThat(shown("/v1/users/1/recommendations?category=sale&max_price=1"))
                .containsExactly("i8");
        assertThat(shown("/v1/users/1/recommendations?category=even&limit=100")).doesNotContain("i8");
    }

    @Test
    void whatIsPostedIsAnsweredFromTheLiveStateToo() {
        // Given
        publisher()
                .writeLiveUsers(LIVE, Map.of("1", Samples.liveUser("i0", "i2", "i4"), "new", Samples.liveUser("i1")));
        become("i6", false);
        reach(LIVE, 7);
        // When
        String atLeast = "?min_lsn=" + Samples.after(7);
        JsonNode ranking = RunningService.read(
                service.post("/v1/users/1/ranking" + atLeast, "{\"items\": [\"i4\", \"i6\", \"i8\"]}"));
        JsonNode batch = RunningService.read(
                service.post("/v1/recommendations" + atLeast, "{\"users\": [\"1\", \"new\"], \"limit\": 5}"));
        JsonNode session = RunningService.read(
                service.post("/v1/sessions/recommendations", "{\"items\": [\"i0\", \"i2\", \"i4\"], \"limit\": 100}"));
        // Then
        assertThat(ranking.at("/live").asBoolean()).isTrue();
        assertThat(ranking.at("/items").findValuesAsText("item")).containsExactly("i8");
        assertThat(ranking.at("/leftOut").findValuesAsText("why")).containsExactly("bought", "unavailable");
        assertThat(batch.at("/lists").findValuesAsText("path")).isNotEmpty().containsOnly("personal");
        assertThat(batch.at("/lists/1/position").asText())
                .isEqualTo(Samples.after(7).toString());
        assertThat(session.at("/items").findValuesAsText("item")).contains("i8").doesNotContain("i0", "i2", "i4", "i6");
    }

    @Test
    void aNewItemIsShownWithItsTitleBehindThoseThatAreCounted() {
        // When
        publisher().writeLiveItems(LIVE, Map.of("brand new", Samples.liveItem("Brand New", true)));
        // Then
        RunningService.eventually(() -> shown(POPULAR).contains("brand new"));
        JsonNode items = service.json("/v1/users/1/recommendations?limit=100").at("/items");
        JsonNode last = items.get(items.size() - 1);
        assertThat(last.at("/item").asText()).isEqualTo("brand new");
        assertThat(last.at("/title").asText()).isEqualTo("Brand New");
    }

    @Test
    void itemsStayAsTheLiveStateHasThemWhenAnEarlierBatchIsPublished() {
        // Given
        become("i0", false);
        publisher().writeLiveItems(LIVE, Map.of("brand new", Samples.liveItem("Brand New", true)));
        RunningService.eventually(
                () -> !shown(POPULAR).contains("i0") && shown(POPULAR).contains("brand new"));
        // When
        publishBatch("f2");
        service.holding("f2", "m1");
        // Then
        assertThat(shown(POPULAR)).doesNotContain("i0").contains("brand new");
    }

    @Test
    void changesThatWereCutBeforeTheyWereReadAreNotMissed() {
        // When
        publisher().writeLiveItems(LIVE, Map.of("i0", Samples.deletedItem()));
        publisher().writeLiveItems(LIVE, Samples.liveItems(1, 30));
        publisher().cutLiveItemChanges(LIVE, 1);
        // Then
        RunningService.eventually(() -> !shown(POPULAR).contains("i0"));
    }

    @Test
    void anotherGenerationReplacesTheOneBefore() {
        // Given
        var second = new LivePointer("2", 1);
        publisher().writeLiveItems(second, Samples.liveItems(1, ITEMS));
        publisher().writeLiveUsers(second, Map.of("1", Samples.liveUser("i4")));
        reach(second, 3);
        // When
        publisher().pointAt(second);
        publisher().forgetLive(LIVE);
        // Then
        assertThat(service.json(FEATURES).at("/interactions").findValuesAsText("item"))
                .containsExactly("i4");
        service.following("2");
        RunningService.eventually(() -> !shown(POPULAR).contains("i0"));
    }

    @Test
    void anAnswerWaitsForThePosition() {
        // Given
        CompletableFuture<HttpResponse<String>> waiting =
                CompletableFuture.supplyAsync(() -> service.get(FEATURES + "?min_lsn=" + Samples.after(4)));
        // When
        publisher().writeLiveUsers(LIVE, Map.of("1", Samples.liveUser("i8")));
        reach(LIVE, 4);
        // Then
        HttpResponse<String> answer = waiting.join();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(RunningService.read(answer).at("/interactions/0/item").asText())
                .isEqualTo("i8");
    }

    @Test
    void anAnswerThatWaitedForAPositionShowsTheItemsAsTheyWereThen() {
        for (int step = 1; step < 20; step++) {
            // When
            become("i8", step % 2 == 0);
            reach(LIVE, step);
            // Then
            JsonNode list = service.json("/v1/users/nobody/recommendations?limit=20&min_lsn=" + Samples.after(step));
            assertThat(list.at("/items").findValuesAsText("item").contains("i8"))
                    .as("step " + step)
                    .isEqualTo(step % 2 == 0);
        }
    }

    @Test
    void aPositionThatIsReachedMayLackTheIncarnation() {
        String lsn = Samples.POSITION.toString().substring(2);
        assertThat(service.get(LIST + "&min_lsn=" + lsn).statusCode()).isEqualTo(200);
        assertThat(service.get(LIST + "&min_lsn=" + Samples.POSITION).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {LIST + "&min_lsn=", FEATURES + "?min_lsn="})
    void aPositionThatIsNotReachedInTimeIsAProblemThatSaysHowFarItIs(String path) {
        // When
        HttpResponse<String> answer = service.get(path + Samples.after(1_000));
        // Then
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        JsonNode problem = RunningService.read(answer);
        assertThat(problem.at("/reached").asText()).isEqualTo(Samples.POSITION.toString());
        assertThat(problem.at("/wanted").asText())
                .isEqualTo(Samples.after(1_000).toString());
        assertThat(problem.at("/detail").asText())
                .contains(Samples.POSITION.toString(), Samples.after(1_000).toString());
    }

    @Test
    void withoutALiveStateNoPositionIsWaitedFor() {
        // When
        publisher().forgetLive(LIVE);
        // Then
        HttpResponse<String> answer = service.get(LIST + "&min_lsn=0/1");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(RunningService.read(answer).at("/detail").asText()).contains("streaming process does not run");
        assertThat(RunningService.read(answer).has("reached")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16B3748", "0/", "0/-1", "-1:0/1", "0/123456789", "x:0/1", "0/1;drop%20table"})
    void aBrokenPositionIsAProblemThatNamesTheParameter(String text) {
        HttpResponse<String> answer = service.get(LIST + "&min_lsn=" + text);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(RunningService.read(answer).at("/parameter").asText()).isEqualTo("min_lsn");
    }
}
