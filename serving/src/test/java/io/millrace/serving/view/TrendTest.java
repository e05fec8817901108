package io.millrace.serving.view;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TrendTest {
    private static CatalogEntry entry(String id, long recent, long all) {
        return new CatalogEntry(id, id, true, true, Map.of(), Facets.NONE, recent, all);
    }

    @Test
    void anItemIsMeasuredByWhatItsPastLetsExpect() {
        // Given a tenth of all interactions in the recent window
        CatalogEntry steady = entry("steady", 80, 800);
        CatalogEntry rising = entry("rising", 20, 100);
        CatalogEntry falling = entry("falling", 0, 100);
        // When
        Trend trend = Trend.of(List.of(steady, rising, falling));
        // Then
        assertThat(trend.usual(rising)).isEqualTo(10, within(1e-9));
        assertThat(trend.strength(steady)).isZero();
        assertThat(trend.strength(rising)).isEqualTo(10 / Math.sqrt(11), within(1e-9));
        assertThat(trend.strength(falling)).isNegative();
    }

    @Test
    void noInteractionsAreNoTrend() {
        CatalogEntry entry = entry("new", 0, 0);
        assertThat(Trend.of(List.of(entry)).strength(entry)).isZero();
        assertThat(Trend.of(List.of()).strength(entry)).isZero();
    }
}
