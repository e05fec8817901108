package io.millrace.dashboard.figure;

import io.millrace.contracts.online.Rising;
import io.millrace.contracts.pipeline.Window;
import io.millrace.dashboard.FakeFigures;
import io.millrace.dashboard.figure.FiguresState.MeasureNow;
import io.millrace.dashboard.figure.FiguresState.SpanNow;
import io.millrace.dashboard.online.LiveKeys;
import io.millrace.dashboard.online.MemoryStore;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FiguresGatheringTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:20:30Z");

    private final MemoryStore store = new MemoryStore();
    private final FakeFigures figures = new FakeFigures(store);
    private final FiguresGathering gathering = new FiguresGathering(
            FakeFigures.SHOP, store, new LiveKeys(store, FakeFigures.ONLINE), Clock.fixed(NOW, ZoneOffset.UTC));

    private MeasureNow measure(String name) {
        return gathering.read().state().measures().stream()
                .filter(measure -> measure.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachMeasureIsToldByItsRecentSpansAndTheSpansOfNow() {
        figures.begin();
        figures.total("revenue", Window.MINUTE, NOW, 1, "12");
        figures.total("revenue", Window.MINUTE, NOW.minusSeconds(900), 1, "7");
        figures.total("revenue", Window.MINUTE, NOW.minusSeconds(1_000), 1, "8");
        figures.total("revenue", Window.DAY, NOW, 9, "90");
        MeasureNow revenue = measure("revenue");
        assertThat(revenue.window()).isEqualTo("minute");
        assertThat(revenue.from()).isEqualTo("2026-11-27T10:05:00Z");
        assertThat(revenue.recent())
                .extracting(Point::at)
                .containsExactly(Instant.parse("2026-11-27T10:05:00Z"), Instant.parse("2026-11-27T10:20:00Z"));
        assertThat(revenue.spans()).extracting(SpanNow::window).containsExactly("minute", "hour", "day", "all");
        assertThat(revenue.spans().get(2).point().value()).hasValue(new BigDecimal("9E+1"));
        assertThat(revenue.spans().get(3).point().count()).isZero();
    }

    @Test
    void readingTakesTwoRoundTripsHoweverManyMeasuresThereAre() {
        figures.begin();
        gathering.read();
        assertThat(store.asked()).isEqualTo(2);
    }

    @Test
    void onlyWhatRisesIsTold() {
        figures.begin();
        figures.rising("rising_products", "7", "8", "9", "10", "11", "12");
        assertThat(gathering.read().state().trends().get(0).rising())
                .extracting(Rising::value)
                .containsExactly("7", "8", "9", "10", "11");
    }

    @Test
    void storeThatDoesNotAnswerIsAProblemAndNoFailure() {
        store.down(true);
        assertThat(gathering.read().state().problem()).hasValue("The store in memory does not answer");
        store.down(false);
        assertThat(gathering.read().state().problem().orElseThrow()).contains("has not caught up");
        figures.begin();
        assertThat(gathering.read().state().problem()).isEmpty();
    }

    @Test
    void whatIsOfAnotherVersionIsAProblemThatNamesItsKey() {
        for (String key : List.of(
                FakeFigures.KEYS.progress(),
                FakeFigures.KEYS.trend("rising_products"),
                FakeFigures.KEYS.bucket("revenue", "total", Window.MINUTE, NOW))) {
            for (String text : List.of("", "null", "{}", "x")) {
                // Given
                figures.begin();
                store.field(key, String.valueOf(NOW.getEpochSecond()), text);
                // Then
                assertThat(gathering.read().state().problem().orElseThrow())
                        .as("'%s' under %s", text, key)
                        .contains("'" + key + "'");
                store.clear();
            }
        }
        store.text(FakeFigures.ONLINE.livePointer(), "{}");
        assertThat(gathering.read().state().problem().orElseThrow()).contains(FakeFigures.ONLINE.livePointer());
    }
}
