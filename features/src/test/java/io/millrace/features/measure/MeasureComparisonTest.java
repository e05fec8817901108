package io.millrace.features.measure;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.pipeline.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MeasureComparisonTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Position AT = new Position(1, 100);
    private static final Map<Window, Duration> KEPT = Map.of(Window.MINUTE, Duration.ofHours(48));
    private static final EventMeasures EVENTS = new EventMeasures(Map.of("plays", NOW.minus(Duration.ofDays(7))));
    private static final String DAY = "revenue|total|day|1772323200";

    private static MeasureBucket bucket(long lsn, long rows, String sum) {
        return new MeasureBucket(new Position(1, lsn), rows, new BigDecimal(sum), 0);
    }

    private static String minute(Instant start) {
        return "revenue|total|minute|" + start.getEpochSecond();
    }

    private static MeasureReport compare(
            Map<String, MeasureBucket> before, Map<String, MeasureBucket> after, Map<String, MeasureBucket> lake) {
        return new MeasureComparison(new LiveSpans(before, KEPT), new LiveSpans(after, KEPT), EVENTS)
                .with(lake, AT, NOW);
    }

    @Test
    void aSpanThatStandsStillMustBeWhatTheLakeSays() {
        var live = Map.of(DAY, bucket(90, 2, "10.50"));
        assertThat(compare(live, live, Map.of(DAY, bucket(100, 2, "10.5"))).equal())
                .isTrue();

        MeasureReport report = compare(live, live, Map.of(DAY, bucket(100, 2, "10.51")));
        assertThat(report.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.span()).isEqualTo(DAY);
            assertThat(difference.lake().sum()).isEqualTo("10.51");
            assertThat(difference.redis().sum()).isEqualTo("10.5");
        });
    }

    @Test
    void spansOfEventsThatTheLiveStateNeedNotHaveAreNotMissed() {
        String old = "plays|total|day|" + NOW.minus(Duration.ofDays(8)).getEpochSecond();
        String recent = "plays|total|day|" + NOW.minus(Duration.ofDays(6)).getEpochSecond();
        var lake = Map.of(old, bucket(100, 1, "0"), "plays|total|all|0", bucket(100, 3, "0"));

        assertThat(compare(Map.of(), Map.of(), lake).compared()).isZero();
        assertThat(compare(Map.of(), Map.of(), Map.of(recent, bucket(100, 1, "0")))
                        .differences())
                .hasSize(1);
    }

    @Test
    void noPositionTellsOfSpansOfEvents() {
        var live = new LiveSpans(Map.of(DAY, bucket(90, 1, "1"), "plays|total|all|0", bucket(900, 3, "0")), KEPT);

        assertThat(live.latest(Set.of("plays"))).isEqualTo(new Position(1, 90));
    }

    @Test
    void aReportOfNothingIsNoReport() {
        MeasureReport nothing = compare(Map.of(), Map.of(), Map.of());

        assertThat(nothing.ofAny(0)).isEqualTo(nothing);
        assertThatThrownBy(() -> nothing.ofAny(3)).hasMessageContaining("None of the lake's 3 spans");
    }

    @Test
    void aSpanThatMovedMeanwhileSaysNothing() {
        MeasureReport report = compare(
                Map.of(DAY, bucket(90, 2, "10")), Map.of(DAY, bucket(110, 3, "15")), Map.of(DAY, bucket(100, 2, "11")));

        assertThat(report.equal()).isTrue();
        assertThat(report.moved()).isEqualTo(1);
        assertThat(report.compared()).isZero();
    }

    @Test
    void aSpanThatOnlyOneSideHasDiffersUnlessItHasNoRows() {
        var live = new TreeMap<>(Map.of(DAY, bucket(90, 1, "10")));
        assertThat(compare(live, live, Map.of()).differences()).hasSize(1);
        assertThat(compare(Map.of(), Map.of(), live).differences()).hasSize(1);

        live.put(DAY, bucket(90, 0, "0"));
        assertThat(compare(live, live, Map.of()).equal()).isTrue();
    }

    @Test
    void spansThatAreNoLongerKeptAreNotMissed() {
        var lake = Map.of(
                minute(NOW.minus(Duration.ofHours(47))),
                bucket(100, 1, "1"),
                minute(NOW.minus(Duration.ofHours(48))),
                bucket(100, 1, "1"),
                "revenue|total|hour|" + NOW.getEpochSecond(),
                bucket(100, 1, "1"));

        assertThat(compare(Map.of(), Map.of(), lake).differences())
                .extracting(MeasureDifference::span)
                .containsExactly(minute(NOW.minus(Duration.ofHours(47))));
    }

    @Test
    void onlyWhatDiffersTwiceDiffers() {
        var live = Map.of(DAY, bucket(90, 1, "10"), minute(NOW), bucket(90, 1, "10"));
        MeasureReport first = compare(live, live, Map.of());
        MeasureReport second = compare(live, live, Map.of(minute(NOW), bucket(90, 1, "10")));

        assertThat(second.and(first).differences())
                .extracting(MeasureDifference::span)
                .containsExactly(DAY);
        assertThat(first.and(second).differences()).hasSize(1);
    }
}
