package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What users are answered while there is a live state. */
abstract class LiveAnswers extends LiveShop {
    @Test
    void aPurchaseChangesTheNextAnswer() {
        // Given
        List<String> before = shown(LIST);
        // When
        publisher().writeLiveUsers(LIVE, Map.of("1", Samples.liveUser(before.get(0), "i1", "i3", "i5", "i7")));
        reach(LIVE, 9);
        // Then
        JsonNode list = service().json(LIST);
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
        assertThat(service().json(LIST).at("/live").asBoolean()).isFalse();
        assertThat(shown(LIST)).isEqualTo(live);
    }

    @Test
    void aUserWhomTheBatchDoesNotKnowGetsAPersonalList() {
        // When
        publisher().writeLiveUsers(LIVE, Map.of("new", Samples.liveUser("i4")));
        // Then
        assertThat(service().json("/v1/users/new/recommendations").at("/path").asText())
                .isEqualTo("personal");
        JsonNode features = service().json("/v1/users/new/features");
        assertThat(features.has("rfm")).isFalse();
        assertThat(features.at("/interactions/0/item").asText()).isEqualTo("i4");
    }

    @Test
    void featuresSayWhichPositionEachPartReflects() {
        // When
        publisher().writeLiveUsers(LIVE, Map.of("1", Samples.liveUser("i4")));
        reach(LIVE, 5);
        // Then
        JsonNode features = service().json(FEATURES);
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
        JsonNode list = service().json(LIST);
        assertThat(list.at("/path").asText()).isEqualTo("popular");
        assertThat(list.at("/note").asText()).contains("unknown");
        assertThat(service().get(FEATURES).statusCode()).isEqualTo(404);
    }

    @Test
    void aUserOfWhomTheLiveStateHasNothingIsUnknown() {
        publishBatchWith("3");
        assertThat(service().json("/v1/users/3/recommendations").at("/note").asText())
                .contains("unknown");
        assertThat(service().get("/v1/users/3/features").statusCode()).isEqualTo(404);
    }

    private void publishBatchWith(String user) {
        Samples.publishFeatures(publisher(), "f2", ITEMS, Map.of(user, Samples.user("i0", "i2")));
        service().holding("f2", "m1");
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
        JsonNode answer = service().json("/v1/users/1/because-you-bought");
        assertThat(answer.at("/live").asBoolean()).isTrue();
        assertThat(answer.at("/lists/0/item").asText()).isEqualTo("i5");
        assertThat(answer.at("/lists/0/items"))
                .isNotEmpty()
                .allMatch(item -> isOdd(item.at("/item").asText()));
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
                service().post("/v1/users/1/ranking" + atLeast, "{\"items\": [\"i4\", \"i6\", \"i8\"]}"));
        JsonNode batch = RunningService.read(
                service().post("/v1/recommendations" + atLeast, "{\"users\": [\"1\", \"new\"], \"limit\": 5}"));
        JsonNode session = RunningService.read(service()
                .post("/v1/sessions/recommendations", "{\"items\": [\"i0\", \"i2\", \"i4\"], \"limit\": 100}"));
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
        assertThat(service().json(FEATURES).at("/interactions").findValuesAsText("item"))
                .containsExactly("i4");
        service().following("2");
        RunningService.eventually(() -> !shown(POPULAR).contains("i0"));
    }
}
