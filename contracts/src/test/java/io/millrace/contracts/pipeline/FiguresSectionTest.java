package io.millrace.contracts.pipeline;

import io.millrace.contracts.change.TableId;
import io.millrace.contracts.pipeline.Rule.ManyRows;
import io.millrace.contracts.pipeline.Rule.Severity;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FiguresSectionTest {
    private static final String FIGURES =
            """

            measures:
              revenue_of_lines:
                table: public.order_items
                through: {table: public.orders, by: order_id}
                at: orders.created_at
                aggregate: sum
                value: quantity * price_per_unit
                by:
                  product: product_id
                  category: {table: public.products, by: product_id, column: category}
                windows: [hour, minute]
                only: {orders.status: [completed]}
            trends:
              rising: {measure: revenue_of_lines, by: product, window: hour, recent: 2, baseline: 48}
            rules:
              VELOCITY:
                {table: public.orders, at: created_at, kind: count, key: user_id, above: 10, within: 1m, severity: critical}
            """;

    private static Figures parse(String figures) throws IOException {
        try (var stream = FiguresSectionTest.class.getResourceAsStream("/shop.yaml")) {
            String shop = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return PipelineFile.parse(shop + figures, name -> "secret").figures();
        }
    }

    @Test
    void aFileWithoutThemHasNone() throws IOException {
        assertThat(parse("")).isEqualTo(Figures.NONE);
        assertThat(Figures.NONE.isEmpty()).isTrue();
    }

    @Test
    void theySayWhatTheyMean() throws IOException {
        // When
        Figures figures = parse(FIGURES);
        // Then
        Measure measure = figures.measures().get(0);
        assertThat(measure.rows().at()).isEqualTo(new ColumnRef(true, "created_at"));
        assertThat(measure.rows().only()).containsEntry(new ColumnRef(true, "status"), List.of("completed"));
        assertThat(measure.value())
                .containsExactly(new ColumnRef(false, "quantity"), new ColumnRef(false, "price_per_unit"));
        assertThat(measure.windows()).containsExactly(Window.MINUTE, Window.HOUR);
        assertThat(measure.by())
                .containsEntry("product", new Dimension.Own(new ColumnRef(false, "product_id")))
                .containsEntry(
                        "category",
                        new Dimension.Looked(
                                TableId.parse("products"), new ColumnRef(false, "product_id"), "category"));
        assertThat(figures.trends())
                .containsExactly(new Trend("rising", "revenue_of_lines", "product", Window.HOUR, 2, 48));
        Rule rule = figures.rules().get(0);
        assertThat(rule.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(rule.cause()).isEqualTo(new ManyRows(10, Duration.ofMinutes(1), Duration.ofMinutes(1)));
    }

    @Test
    void allProblemsAreReportedTogetherWithWhatWasMeant() {
        String figures = FIGURES.replace("aggregate: sum", "aggregate: summ")
                .replace("at: created_at", "at: baskets.created_at")
                .replace("quantity * price_per_unit", "a * b * c")
                .replace("[hour, minute]", "[hours]")
                .replace("by: product, window: hour", "by: products, window: all")
                .replace("within: 1m", "withinn: 1m")
                .replace("above: 10", "above: 1.5");
        assertThatThrownBy(() -> parse(figures))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("'measures.revenue_of_lines.aggregate' must be one of sum, count,")
                .hasMessageContaining("Did you mean 'sum'?")
                .hasMessageContaining("'measures.revenue_of_lines.value' must be a column or the product of two")
                .hasMessageContaining("'measures.revenue_of_lines.windows' must be one of minute,")
                .hasMessageContaining("'trends.rising.by' is 'products', which does not exist. Did you mean 'product'?")
                .hasMessageContaining("'trends.rising.window' is 'all'")
                .hasMessageContaining("'baskets.created_at'")
                .hasMessageContaining("'rules.VELOCITY.within' is missing")
                .hasMessageContaining("Unknown key 'rules.VELOCITY.withinn'. Did you mean 'within'?")
                .hasMessageContaining("'rules.VELOCITY.above' must be a whole number");
    }

    @Test
    void aCoolDownThatWouldHaveEachRowLookedAtThousandsOfTimesIsRefused() {
        String figures = FIGURES.replace("within: 1m", "within: 1d, cool_down: 1m");
        assertThatThrownBy(() -> parse(figures))
                .hasMessageContaining("'rules.VELOCITY.cool_down' must be at least a sixtieth of 'within', 86400s");
    }

    @Test
    void tablesThatTheyUseMustBeCapturedAndTheirValuesNotMasked() {
        String figures = FIGURES.replace("{table: public.products, by", "{table: public.goods, by")
                .replace("public.orders, at: created_at", "public.baskets, at: created_at");
        assertThatThrownBy(() -> parse(figures))
                .hasMessageContaining("'measures.revenue_of_lines.by.category.table' is public.goods, which is not")
                .hasMessageContaining("'rules.VELOCITY.table' is public.baskets, which is not among source.tables");
    }

    @Test
    void spansBeginWhereTheClocksOfTheZoneSaySo() {
        ZoneId kathmandu = ZoneId.of("Asia/Kathmandu");
        Instant moment = Instant.parse("2026-03-01T10:47:31Z");
        assertThat(Window.MINUTE.start(moment, kathmandu)).isEqualTo(Instant.parse("2026-03-01T10:47:00Z"));
        assertThat(Window.HALF_HOUR.start(moment, kathmandu)).isEqualTo(Instant.parse("2026-03-01T10:45:00Z"));
        assertThat(Window.HOUR.start(moment, kathmandu)).isEqualTo(Instant.parse("2026-03-01T10:15:00Z"));
        assertThat(Window.DAY.start(moment, kathmandu)).isEqualTo(Instant.parse("2026-02-28T18:15:00Z"));
        assertThat(Window.ALL.start(moment, kathmandu)).isEqualTo(Instant.EPOCH);
    }
}
