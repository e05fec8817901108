package io.millrace.streaming.total;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.MeasureBucket;
import io.millrace.contracts.online.Rising;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.Window;
import io.millrace.streaming.MemoryShelf;
import io.millrace.streaming.SmallShop;
import io.millrace.streaming.wire.HopMessage.Begins;
import io.millrace.streaming.wire.Slot;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TrendsTest {
    /** With the two whole hours before, 2.5 hours are now, and the past is up to 20 hours before 10:00. */
    private static final Instant NOW = Instant.parse("2026-03-01T12:30:00Z");

    private static final Position AT = new Position(1, 10);
    private static final Pipeline PIPELINE = SmallShop.with(
            """
            measures:
              sales: {table: orders, at: at, aggregate: count, by: {product: product_id}, windows: [hour]}
            trends:
              rising: {measure: sales, by: product, window: hour, recent: 2, baseline: 20}
            """);

    private final MemoryShelf shelf = new MemoryShelf();
    private final SpanShelf spans = new SpanShelf(shelf);

    private void sales(String product, Duration ago, long count) {
        Instant start = Window.HOUR.start(NOW.minus(ago), ZoneOffset.UTC);
        spans.put(
                new SpanKey(Window.HOUR, start, new Slot(0, 0, Optional.of(product))),
                new MeasureBucket(AT, count, BigDecimal.ZERO, 0));
    }

    private Trends keptFor(Duration hours) {
        return new Trends(spans, shelf, PIPELINE, new Kept(hours, hours, hours, hours));
    }

    private static Begins since(String time) {
        return new Begins(0, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(time)));
    }

    private static List<Rising> rising(Trends trends) {
        return trends.of(PIPELINE.figures().trends().get(0), new Progress(AT, NOW), NOW)
                .rising();
    }

    @Test
    void aMeasureThatBeganAnHourBeforeNowIsHeldToThatHour() {
        sales("tea", Duration.ofHours(3), 100);
        sales("tea", Duration.ofHours(1), 250);
        Trends trends = keptFor(Duration.ofDays(90));
        trends.begins(since("2026-03-01T09:00:00Z"));

        assertThat(rising(trends)).singleElement().satisfies(tea -> {
            assertThat(tea.recent()).isEqualTo(250);
            assertThat(tea.expected()).isCloseTo(250, within(1e-9));
            assertThat(tea.score()).isLessThan(1);
        });
    }

    @Test
    void aMeasureThatBeganJustNowTellsNoTrend() {
        sales("tea", Duration.ofHours(1), 250);
        Trends trends = keptFor(Duration.ofDays(90));
        assertThat(rising(trends)).isEmpty();

        trends.begins(since("2026-03-01T11:00:00Z"));
        assertThat(rising(trends)).isEmpty();

        trends.begins(since("2026-03-01T08:00:00Z"));
        trends.begins(since("2026-03-01T11:30:00Z"));
        assertThat(rising(keptFor(Duration.ofDays(90)))).hasSize(1);
    }

    @Test
    void whatIsNoLongerKeptIsNotTakenForNothing() {
        sales("tea", Duration.ofHours(3), 100);
        sales("tea", Duration.ofHours(4), 100);
        sales("tea", Duration.ofHours(1), 250);
        Trends trends = keptFor(Duration.ofHours(5));
        trends.begins(since("2020-01-01T00:00:00Z"));

        assertThat(rising(trends)).extracting(Rising::expected).containsExactly(250.0);
    }
}
