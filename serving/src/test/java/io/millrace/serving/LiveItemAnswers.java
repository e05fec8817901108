package io.millrace.serving;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.contracts.online.LiveItem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which items are shown while there is a live state. */
abstract class LiveItemAnswers extends LiveShop {
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
        assertThat(service().get("/v1/items/" + best + "/similar").statusCode()).isEqualTo(404);
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
    void aNewItemIsShownWithItsTitleBehindThoseThatAreCounted() {
        // When
        publisher().writeLiveItems(LIVE, Map.of("brand new", Samples.liveItem("Brand New", true)));
        // Then
        RunningService.eventually(() -> shown(POPULAR).contains("brand new"));
        JsonNode items = service().json("/v1/users/1/recommendations?limit=100").at("/items");
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
        service().holding("f2", "m1");
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
}
