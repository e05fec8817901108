package io.millrace.serving;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.FeaturesPointer;
import io.millrace.serving.store.InMemoryOnlineStore;
import io.millrace.serving.store.Publisher;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveItemAnswersTest extends LiveItemAnswers {
    private final InMemoryOnlineStore store = new InMemoryOnlineStore();

    @Override
    Publisher publisher() {
        return store;
    }

    @Override
    RunningService started() {
        return RunningService.on(store, RunningService.limited(1, 1));
    }

    @Test
    void itemsStayAsTheyWereWhileTheLiveStateIsLost() {
        // Given
        become("i0", false);
        RunningService.eventually(() -> !shown("/v1/items/popular").contains("i0"));
        // When
        store.forgetLive(LIVE);
        RunningService.eventually(() -> !service().json(LIST).at("/live").asBoolean());
        // Then
        assertThat(shown("/v1/items/popular")).doesNotContain("i0");
    }

    @Test
    void aBatchThatIsLaterThanTheLiveStateIsBelieved() {
        // Given
        become("i0", false);
        RunningService.eventually(() -> !shown("/v1/items/popular").contains("i0"));
        // When
        FeaturesPointer early = Samples.features("f2", 1);
        store.publish(
                new FeaturesPointer(
                        "f2", Samples.after(50), early.asOf(), early.sourceTime(), early.computedAt(), 1, ITEMS, 1),
                List.of(Samples.items(0, ITEMS)),
                Map.of("1", Samples.user("i6")));
        service().holding("f2", "m1");
        // Then
        assertThat(service().json(FEATURES).at("/interactions").findValuesAsText("item"))
                .containsExactly("i6");
        assertThat(shown("/v1/items/popular")).contains("i0");
        // When
        store.writeLiveProgress(LIVE, 0, new Progress(Samples.after(60), Samples.AS_OF));
        store.writeLiveProgress(LIVE, 1, new Progress(Samples.after(60), Samples.AS_OF));
        // Then
        RunningService.eventually(() -> !shown("/v1/items/popular").contains("i0"));
        assertThat(service().json(FEATURES).at("/interactions").findValuesAsText("item"))
                .containsExactly("i0", "i2");
    }

    @Test
    void metricsShowHowOldTheLiveStateIsAndHowManyItemsAreHeld() {
        RunningService.eventually(
                () -> service().get("/metrics").body().contains("millrace_serving_live_items " + ITEMS + ".0"));
        assertThat(service().get("/metrics").body())
                .containsPattern("millrace_serving_live_age_seconds \\d")
                .doesNotContain("millrace_serving_live_age_seconds NaN");
    }
}
