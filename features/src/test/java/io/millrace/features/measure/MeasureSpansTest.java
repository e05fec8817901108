package io.millrace.features.measure;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.pipeline.Window;
import io.millrace.features.LakeFixture;
import io.millrace.features.ShopFixture;
import io.millrace.features.ShopFixture.Line;
import io.millrace.features.ShopFixture.Order;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeasureSpansTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Kolkata");
    private static final ShopFixture SHOP = new ShopFixture(20, 25, 150, 3);
    private static final LakeFixture LAKE = LakeFixture.create();
    private static final Pipeline PIPELINE = PipelineFile.parse(
            ShopFixture.PIPELINE_FILE.replace("half_life: 90d", "half_life: 90d\n      timezone: Asia/Kolkata")
                    + """
                    measures:
                      revenue:
                        table: order_items
                        through: {table: orders, by: order_id}
                        at: orders.created_at
                        aggregate: sum
                        value: quantity * price_per_unit
                        by:
                          category: {table: products, by: product_id, column: category}
                          status: orders.status
                        windows: [half_hour, day, all]
                        only: {orders.status: [completed]}
                      buyers: {table: orders, at: created_at, aggregate: distinct, value: user_id, windows: [day]}
                      mean: {table: orders, at: created_at, aggregate: average, value: total_amount, windows: [day]}
                      orders: {table: orders, at: created_at, aggregate: count, by: {status: status}, windows: [hour]}
                      watched:
                        event: play
                        aggregate: sum
                        value: seconds
                        by: {category: {table: products, by: product_id, column: category}, done: done}
                        windows: [day]
                        only: {device: [tv]}
                      plays: {event: play, aggregate: count, windows: [all]}
                    events:
                      play:
                        fields:
                          viewer: {type: string, required: true}
                          product_id: {type: integer, required: true}
                          seconds: number
                          done: boolean
                          begun: timestamp
                          device: string
                        key: viewer
                        at: begun
                    """
                            .indent(4),
            name -> null);

    /** Spans by their names, as counted by hand. */
    private final Map<String, List<String>> expected = new TreeMap<>();

    @BeforeAll
    static void write() {
        SHOP.write(LAKE);
        Timestamp begun = Timestamp.from(Instant.parse("2026-01-01T12:00:00Z"));
        Timestamp received = Timestamp.from(Instant.parse("2026-01-01T18:00:00Z"));
        LAKE.lake()
                .overwrite(
                        LAKE.rows(
                                "event_id string, received_at timestamp, viewer string, product_id bigint, seconds double,"
                                        + " done boolean, begun timestamp, device string",
                                RowFactory.create("1", received, "7", 1L, 1.5, true, begun, "tv"),
                                RowFactory.create("2", received, "7", 1L, 0.25, null, null, "tv"),
                                RowFactory.create("3", received, "7", 7L, 1.75, null, begun, "tv"),
                                RowFactory.create("4", received, "7", 1L, 1.0, true, begun, "phone"),
                                RowFactory.create("5", received, "7", 1L, null, true, begun, "tv"),
                                RowFactory.create("6", received, "7", 1L, 1.0, true, begun, null)),
                        "shop__events",
                        "play",
                        ShopFixture.POSITION);
    }

    private static Map<String, String> computed(String name) {
        Measure measure = PIPELINE.figures().measures().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        var spans = new MeasureSpans(
                SilverTables.latest(LAKE.lake(), "shop"), EventTables.of(LAKE.lake(), PIPELINE), PIPELINE);
        Map<String, String> computed = new TreeMap<>();
        for (Row row : spans.of(measure).collectAsList()) {
            computed.put(
                    MeasureSpans.name(measure, row), row.getLong(4) + " " + row.getString(5) + " " + row.getLong(6));
        }
        return computed;
    }

    private void count(String line, Window window, Instant at, String dimension, String value) {
        String span = line + "|" + window.text() + "|" + window.start(at, ZONE).getEpochSecond() + dimension;
        expected.computeIfAbsent(span, any -> new ArrayList<>()).add(value);
    }

    private static String sum(List<String> values) {
        BigDecimal sum = values.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
        return values.size() + " " + sum.stripTrailingZeros().toPlainString() + " 0";
    }

    private Map<String, String> summed() {
        Map<String, String> summed = new TreeMap<>();
        expected.forEach((span, values) -> summed.put(span, sum(values)));
        return summed;
    }

    @Test
    void aSumOfProductsIsExactInTotalAndByWhatTheParentAndOthersSay() {
        for (Line line : SHOP.lines()) {
            if (line.status().equals("completed")) {
                String value = line.price()
                        .multiply(BigDecimal.valueOf(line.quantity()))
                        .toString();
                boolean hasNoCategory = line.product() % 7 == 0 || line.product() < 1 || line.product() > 25;
                for (Window window : new Window[] {Window.HALF_HOUR, Window.DAY, Window.ALL}) {
                    count("revenue|total", window, line.at(), "", value);
                    count("revenue|status", window, line.at(), "|completed", value);
                    count("revenue|category", window, line.at(), hasNoCategory ? "" : "|c" + line.product() % 3, value);
                }
            }
        }
        assertThat(computed("revenue")).isEqualTo(summed());
    }

    @Test
    void meansAndCountsHaveTheRowsOfTheirSpans() {
        for (Order order : SHOP.orders()) {
            count("mean|total", Window.DAY, order.at(), "", order.amount().toString());
        }
        assertThat(computed("mean")).isEqualTo(summed());

        expected.clear();
        for (Order order : SHOP.orders()) {
            count("orders|total", Window.HOUR, order.at(), "", "0");
            count("orders|status", Window.HOUR, order.at(), "|" + order.status(), "0");
        }
        assertThat(computed("orders")).isEqualTo(summed());
    }

    @Test
    void differentValuesCountOnce() {
        for (Order order : SHOP.orders()) {
            count("buyers|total", Window.DAY, order.at(), "", String.valueOf(order.user()));
        }
        Map<String, String> distinct = new TreeMap<>();
        expected.forEach((span, users) -> distinct.put(
                span, users.size() + " 0 " + users.stream().distinct().count()));
        assertThat(computed("buyers")).isEqualTo(distinct);
    }

    @Test
    void eventsCountAtTheirOwnTimeOrWhenTheyWereReceivedByWhatATableSaysOfThem() {
        assertThat(computed("watched"))
                .isEqualTo(Map.of(
                        "watched|total|day|1767205800", "3 3.5 0",
                        "watched|category|day|1767205800|c1", "2 1.75 0",
                        "watched|category|day|1767205800", "1 1.75 0",
                        "watched|done|day|1767205800|true", "1 1.5 0",
                        "watched|done|day|1767205800", "2 2 0"));
        assertThat(computed("plays")).isEqualTo(Map.of("plays|total|all|0", "6 0 0"));
    }

    @Test
    void theTableHasEverySpanOfEveryMeasureWithItsValue() {
        var table = new MeasureTable(LAKE.lake(), PIPELINE);
        table.write();
        Position position = table.write();

        Dataset<Row> rows = LAKE.lake().read("shop__figures", "measures");
        assertThat(position).isEqualTo(ShopFixture.POSITION);
        assertThat(LAKE.lake().positionOf("shop__figures", "measures")).contains(position);
        assertThat(rows.count())
                .isEqualTo(Stream.of("revenue", "buyers", "mean", "orders", "watched", "plays")
                        .mapToInt(measure -> computed(measure).size())
                        .sum());
        BigDecimal revenue = SHOP.lines().stream()
                .filter(line -> line.status().equals("completed"))
                .map(line -> line.price().multiply(BigDecimal.valueOf(line.quantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Row all = rows.where("measure = 'revenue' AND dimension = 'total' AND window = 'all'")
                .first();
        assertThat(all.<BigDecimal>getAs("sum")).isEqualByComparingTo(revenue);
        assertThat(all.<Double>getAs("value")).isEqualTo(revenue.doubleValue());
        assertThat(rows.where("measure = 'mean' AND abs(value - CAST(sum AS double) / rows) < 1e-9")
                        .count())
                .isEqualTo(computed("mean").size());
        assertThat(rows.where("measure = 'buyers' AND value = distinct_values AND distinct_values > 0")
                        .count())
                .isEqualTo(computed("buyers").size());
        assertThat(rows.where(
                                "measure = 'orders' AND dimension = 'status' AND value = rows AND dimension_value IS NOT NULL")
                        .selectExpr("min(window)", "CAST(sum(rows) AS bigint)")
                        .first()
                        .mkString(" "))
                .isEqualTo("hour " + SHOP.orders().size());
    }

    @Test
    void whatIsNoNumberHasNoProductAndNoDigitIsLost() {
        assertThat(ExactNumbers.product("0.1", "3")).isEqualTo("0.3");
        assertThat(ExactNumbers.product("123456789012345678901234567890.123456789", "10"))
                .isEqualTo("1234567890123456789012345678901.23456789");
        assertThat(ExactNumbers.product("1E5", "1")).isEqualTo("100000");
        assertThat(ExactNumbers.product("NaN", "1")).isNull();
        assertThat(ExactNumbers.product(null, "1")).isNull();
        assertThat(ExactNumbers.sum("0.10", "-0.1")).isEqualTo("0");
    }
}
