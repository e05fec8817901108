package io.millrace.features.rfm;

import io.millrace.features.LakeFixture;
import io.millrace.features.ShopFixture;
import io.millrace.features.ShopFixture.Order;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RfmTest {
    private static final Instant AS_OF = ShopFixture.SOURCE_TIME;
    private static final LakeFixture LAKE = LakeFixture.create();

    @Test
    void customersWithADateAndAnAmountGetThePublishedNumbers() {
        Dataset<Row> orders = orders(
                order("anna", "2026-02-20T00:00:00Z", "10.10"),
                order("anna", "2026-02-25T00:00:00Z", "20.20"),
                order("berta", "2025-12-31T00:00:00Z", "5.00"));

        Map<String, Row> rows = byUser(RfmTotals.of(orders, Instant.parse("2026-03-01T00:00:00Z"), ZoneOffset.UTC));

        assertThat(rows.get("anna").<Long>getAs("recency_days")).isEqualTo(4);
        assertThat(rows.get("anna").<Long>getAs("frequency")).isEqualTo(2);
        assertThat(rows.get("anna").<BigDecimal>getAs("monetary")).isEqualByComparingTo("30.30");
        assertThat(rows.get("berta").<Long>getAs("recency_days")).isEqualTo(60);
    }

    @Test
    void daysBetweenDatesAreCalendarDaysAlsoWhereTheClockIsChanged() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant midnightBefore = Instant.parse("2026-03-27T23:00:00Z");
        Instant midnightAfter = Instant.parse("2026-03-29T22:00:00Z");

        Row row = RfmTotals.of(orders(order("anna", midnightBefore.toString(), "1.00")), midnightAfter, berlin)
                .head();

        assertThat(row.<Long>getAs("recency_days")).isEqualTo(2);
    }

    @Test
    void totalsAndScoresAgreeWithCountingByHand() {
        var shop = new ShopFixture(200, 30, 1_500, 11);
        Dataset<Row> orders = orders(shop.orders().stream()
                .map(order ->
                        RowFactory.create(String.valueOf(order.user()), Timestamp.from(order.at()), order.amount()))
                .toArray(Row[]::new));

        Map<String, Row> rows = byUser(RfmScores.of(RfmTotals.of(orders, AS_OF, ZoneOffset.UTC)));

        Map<String, NaiveRfm> expected = naive(shop.orders());
        assertThat(rows.keySet()).isEqualTo(expected.keySet());
        rows.forEach((user, row) -> assertThat(NaiveRfm.of(row)).as(user).isEqualTo(expected.get(user)));
    }

    @Test
    void usersWithEqualValuesHaveEqualScores() {
        Row[] same = new Row[10];
        for (int index = 0; index < same.length; index++) {
            same[index] = order("user" + index, "2026-02-20T00:00:00Z", "10.00");
        }

        Map<String, Row> rows = byUser(RfmScores.of(RfmTotals.of(orders(same), AS_OF, ZoneOffset.UTC)));

        assertThat(rows.values().stream().map(row -> row.<Integer>getAs("frequency_score")))
                .containsOnly(1);
        assertThat(rows.values().stream().map(row -> row.<Integer>getAs("recency_score")))
                .containsOnly(5);
    }

    @Test
    void withoutOrdersThereAreNoRows() {
        assertThat(RfmScores.of(RfmTotals.of(orders(), AS_OF, ZoneOffset.UTC)).count())
                .isZero();
    }

    private record NaiveRfm(long recency, long frequency, BigDecimal monetary, int r, int f, int m, String segment) {
        static NaiveRfm of(Row row) {
            return new NaiveRfm(
                    row.getAs("recency_days"),
                    row.getAs("frequency"),
                    row.getAs("monetary"),
                    row.getAs("recency_score"),
                    row.getAs("frequency_score"),
                    row.getAs("monetary_score"),
                    row.getAs("segment"));
        }
    }

    private static Map<String, NaiveRfm> naive(List<Order> orders) {
        Map<String, List<Order>> byUser =
                orders.stream().collect(Collectors.groupingBy(order -> String.valueOf(order.user())));
        Map<String, long[]> counts = new TreeMap<>();
        Map<String, BigDecimal> totals = new TreeMap<>();
        byUser.forEach((user, own) -> {
            Instant last = own.stream().map(Order::at).max(Instant::compareTo).orElseThrow();
            counts.put(user, new long[] {Duration.between(last, AS_OF).toDays(), own.size()});
            totals.put(user, own.stream().map(Order::amount).reduce(BigDecimal.ZERO, BigDecimal::add));
        });
        List<Double> recency =
                counts.values().stream().map(count -> (double) count[0]).toList();
        List<Double> frequency =
                counts.values().stream().map(count -> (double) count[1]).toList();
        List<Double> monetary =
                totals.values().stream().map(BigDecimal::doubleValue).toList();
        Map<String, NaiveRfm> rfm = new TreeMap<>();
        counts.forEach((user, count) -> {
            int r = 5 - boundsBelow(recency, count[0]);
            int f = 1 + boundsBelow(frequency, count[1]);
            int m = 1 + boundsBelow(monetary, totals.get(user).doubleValue());
            rfm.put(
                    user,
                    new NaiveRfm(
                            count[0],
                            count[1],
                            totals.get(user),
                            r,
                            f,
                            m,
                            Segment.of(r, f).title()));
        });
        return rfm;
    }

    private static int boundsBelow(List<Double> values, double value) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int below = 0;
        for (double share : new double[] {0.2, 0.4, 0.6, 0.8}) {
            double place = (sorted.size() - 1) * share;
            double low = sorted.get((int) Math.floor(place));
            double high = sorted.get((int) Math.ceil(place));
            double bound = low + (high - low) * (place - Math.floor(place));
            below += value > bound + 1e-9 ? 1 : 0;
        }
        return below;
    }

    private static Row order(String user, String at, String amount) {
        return RowFactory.create(user, Timestamp.from(Instant.parse(at)), new BigDecimal(amount));
    }

    private static Dataset<Row> orders(Row... rows) {
        return LAKE.rows("user string, at timestamp, amount decimal(14,2)", rows);
    }

    private static Map<String, Row> byUser(Dataset<Row> rows) {
        Map<String, Row> byUser = new TreeMap<>();
        rows.collectAsList().forEach(row -> byUser.put(row.getAs("user"), row));
        return byUser;
    }
}
