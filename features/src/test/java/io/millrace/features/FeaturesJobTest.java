package io.millrace.features;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.features.ShopFixture.Line;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class FeaturesJobTest {
    private static final int DELETED = 7;
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final LakeFixture LAKE = LakeFixture.create();
    private static final ShopFixture SHOP = new ShopFixture(60, 40, 400, 3);

    private static FeaturesManifest features;

    @BeforeAll
    static void compute() throws InterruptedException {
        SHOP.write(LAKE, DELETED);
        features = job(Optional.empty()).run();
    }

    private static FeaturesJob job(Optional<Instant> asOf) {
        var config = new FeaturesConfig(asOf, WINDOW, List.of("price_per_unit", "price"), 10);
        return new FeaturesJob(LAKE.lake(), ShopFixture.pipeline(), config);
    }

    private static List<Line> counted() {
        return SHOP.lines().stream()
                .filter(line -> line.status().equals("completed") && line.user() != DELETED)
                .toList();
    }

    @Test
    void ageCountsFromTheNewestEvent() {
        Instant newest =
                counted().stream().map(Line::at).max(Instant::compareTo).orElseThrow();

        assertThat(features.asOf()).isEqualTo(newest);
        assertThat(features.position()).isEqualTo(ShopFixture.POSITION);
    }

    @Test
    void interactionsAgreeWithCountingByHand() {
        Map<String, Double> strengths = new TreeMap<>();
        Map<String, Long> counts = new TreeMap<>();
        for (Line line : counted()) {
            double age = Duration.between(line.at(), features.asOf()).toSeconds() / 86_400.0;
            String pair = line.user() + " " + line.product();
            strengths.merge(pair, Math.log(1 + line.quantity()) * Math.pow(0.5, age / 90), Double::sum);
            counts.merge(pair, 1L, Long::sum);
        }

        List<Row> rows = features.read(LAKE.lake(), FeatureTable.INTERACTIONS).collectAsList();

        assertThat(rows).hasSameSizeAs(strengths.keySet());
        for (Row row : rows) {
            String pair = row.getAs("user") + " " + row.getAs("item");
            assertThat(row.<Double>getAs("strength")).isCloseTo(strengths.get(pair), within(1e-9));
            assertThat(row.<Long>getAs("count")).isEqualTo(counts.get(pair));
        }
    }

    @Test
    void popularityAgreesWithCountingByHand() {
        for (Row row : features.read(LAKE.lake(), FeatureTable.POPULARITY).collectAsList()) {
            List<Line> own = counted().stream()
                    .filter(line -> row.getAs("item").equals(String.valueOf(line.product())))
                    .toList();
            Set<Integer> users = new HashSet<>();
            own.forEach(line -> users.add(line.user()));
            Instant since = features.asOf().minus(WINDOW);

            assertThat(row.<Long>getAs("interactions")).isEqualTo(own.size());
            assertThat(row.<Long>getAs("users")).isEqualTo(users.size());
            assertThat(row.<Double>getAs("quantity"))
                    .isEqualTo(own.stream().mapToInt(Line::quantity).sum());
            assertThat(row.<Long>getAs("recent_interactions"))
                    .isEqualTo(own.stream()
                            .filter(line -> line.at().isAfter(since))
                            .count());
            if (!own.isEmpty()) {
                BigDecimal sum = own.stream().map(Line::price).reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(row.<BigDecimal>getAs("average_price"))
                        .isCloseTo(
                                sum.divide(BigDecimal.valueOf(own.size()), MathContext.DECIMAL64),
                                within(new BigDecimal("0.0001")));
            }
        }
    }

    @Test
    void everyItemIsInTheCatalogWithItsAvailability() {
        Map<String, Row> items = new TreeMap<>();
        features.read(LAKE.lake(), FeatureTable.ITEMS)
                .collectAsList()
                .forEach(row -> items.put(row.getAs("item"), row));

        assertThat(items).hasSize(40);
        assertThat(items.get("5").<Boolean>getAs("available")).isFalse();
        assertThat(items.get("6").<Boolean>getAs("available")).isTrue();
        assertThat(items.get("6").<String>getAs("title")).isEqualTo("Product 6");
        assertThat(items.get("6").<String, String>getJavaMap(items.get("6").fieldIndex("attributes")))
                .isEqualTo(Map.of("category", "c0", "price", "1.42"));
        assertThat(items.get("7").<String, String>getJavaMap(items.get("7").fieldIndex("attributes")))
                .isEqualTo(Map.of("price", "1.49"));
    }

    @Test
    void aDeletedUserIsInNoTable() {
        for (FeatureTable table :
                List.of(FeatureTable.INTERACTIONS, FeatureTable.INTERACTION_EVENTS, FeatureTable.RFM)) {
            assertThat(features.read(LAKE.lake(), table)
                            .where("user = '" + DELETED + "'")
                            .count())
                    .as(table.tableName())
                    .isZero();
        }
    }

    @Test
    void everyTableSaysWhichPositionItReflects() {
        for (FeatureTable table : FeatureTable.values()) {
            assertThat(LAKE.lake().positionOf("shop__features", table.tableName()))
                    .as(table.tableName())
                    .contains(ShopFixture.POSITION);
        }
    }

    @Test
    void withoutACutOfTheSourceTheJobSaysWhatToWaitFor() {
        var lake = LakeFixture.create();
        var config = new FeaturesConfig(Optional.empty(), WINDOW, List.of(), 10);

        assertThatThrownBy(() -> new FeaturesJob(lake.lake(), ShopFixture.pipeline(), config).run())
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_READY))
                .hasMessageContaining("has no complete cut of 'shop' yet");
    }
}
