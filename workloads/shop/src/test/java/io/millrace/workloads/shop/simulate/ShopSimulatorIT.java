package io.millrace.workloads.shop.simulate;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.TestShop;
import io.millrace.workloads.shop.database.ShopSchema;
import io.millrace.workloads.shop.generate.ShopGenerator;
import io.millrace.workloads.shop.generate.ShopPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ShopSimulatorIT {
    private static final int LOADED = 5_000;
    private static final ShopPlan SMALL = new ShopPlan(200, 400, LOADED, 3, ShopPlan.DEFAULT_UNTIL);
    private final TestShop shop = TestShop.empty();
    private final AtomicReference<SimulationCounts> latest = new AtomicReference<>(SimulationCounts.none());

    private void load() throws SQLException, InterruptedException {
        try (Connection connection = shop.database().open()) {
            new ShopGenerator(SMALL, line -> {}).load(connection);
        }
    }

    private ShopSimulator simulator(Duration length, Consumer<SimulationCounts> listener) {
        return new ShopSimulator(shop.database(), new SimulationPlan(300, 1, Optional.of(length), true), listener);
    }

    private long count(String table) {
        return Long.parseLong(shop.value("SELECT count(*) FROM " + table));
    }

    @Test
    void aLiveShopHasEveryKindOfEventAndItsCountsAreTrue() throws SQLException, InterruptedException {
        // Given
        load();

        // When
        simulator(Duration.ofSeconds(3), latest::set).run();

        // Then
        SimulationCounts counts = latest.get();
        assertThat(counts.events().keySet())
                .contains(
                        ShopEvent.ORDER,
                        ShopEvent.EDIT,
                        ShopEvent.SETTLEMENT,
                        ShopEvent.CANCELLATION,
                        ShopEvent.NEW_USER,
                        ShopEvent.LOGIN,
                        ShopEvent.STOCK_CHANGE,
                        ShopEvent.DELETED_ORDER);
        assertThat(count("users")).isEqualTo(200 + counts.of(ShopEvent.NEW_USER) - counts.of(ShopEvent.DELETED_USER));
        assertThat(shop.value(
                        "SELECT max(created_at) - min(created_at) < interval '1 minute' FROM orders WHERE order_id >= "
                                + LOADED))
                .as("live orders follow the newest loaded one")
                .isEqualTo("t");
        assertThat(count("orders"))
                .isLessThanOrEqualTo(LOADED
                        + counts.of(ShopEvent.ORDER)
                        + counts.of(ShopEvent.HUGE_ORDER)
                        + counts.of(ShopEvent.BURST) * Swindlers.BURST);
        assertThat(shop.wrongTotals()).isEmpty();
    }

    @Test
    void fraudsAreRefusedAtOnceAndWhatTheRulesLookFor() throws SQLException, InterruptedException {
        // Given
        load();

        Thread self = Thread.currentThread();

        // When
        assertThatThrownBy(() -> simulator(Duration.ofMinutes(5), counts -> {
                            if (counts.of(ShopEvent.HUGE_ORDER) > 0 && counts.of(ShopEvent.BURST) > 0) {
                                self.interrupt();
                            }
                        })
                        .run())
                .isInstanceOf(InterruptedException.class);

        // Then
        assertThat(shop.sql("SELECT DISTINCT status FROM orders WHERE total_amount > 50000000"))
                .containsExactly("cancelled");
        assertThat(Integer.parseInt(shop.value("SELECT max(refused) FROM (SELECT count(*) AS refused FROM orders"
                        + " WHERE order_id > " + LOADED + " AND status = 'cancelled'"
                        + " GROUP BY user_id, date_trunc('minute', created_at)) AS minutes")))
                .isGreaterThan(Swindlers.BURST / 2);
        assertThat(shop.wrongTotals()).isEmpty();
    }

    @Test
    void customersKeepTheirTaste() throws SQLException, InterruptedException {
        // Given
        load();

        // When
        simulator(Duration.ofSeconds(2), latest::set).run();

        // Then: by chance, a fifth of the new lines would be of the four favourite categories of twenty
        double share = Double.parseDouble(shop.value("WITH line AS (SELECT order_id, user_id, category FROM orders"
                + " JOIN order_items USING (order_id) JOIN products USING (product_id)),"
                + " favourite AS (SELECT user_id, category FROM (SELECT user_id, category, row_number() OVER"
                + " (PARTITION BY user_id ORDER BY count(*) DESC, category) AS place FROM line WHERE order_id <= "
                + LOADED
                + " GROUP BY 1, 2) AS ranked WHERE place <= 4)"
                + " SELECT avg(((user_id, category) IN (SELECT user_id, category FROM favourite))::int) FROM line"
                + " WHERE order_id > " + LOADED + " AND user_id <= 200"));
        assertThat(share).isGreaterThan(0.45);
    }

    @Test
    void anInterruptEndsItBetweenTwoTransactions() throws SQLException, InterruptedException {
        // Given
        load();
        Thread self = Thread.currentThread();

        // Then
        assertThatThrownBy(() -> simulator(Duration.ofMinutes(5), counts -> {
                            latest.set(counts);
                            if (counts.of(ShopEvent.ORDER) == 20) {
                                self.interrupt();
                            }
                        })
                        .run())
                .isInstanceOf(InterruptedException.class);
        assertThat(latest.get().of(ShopEvent.ORDER)).isEqualTo(20);
        assertThat(shop.wrongTotals()).isEmpty();
    }

    @Test
    void itGoesOnWhenTheDatabaseComesBack() throws SQLException, InterruptedException {
        // Given
        load();
        Consumer<SimulationCounts> killer = counts -> {
            latest.set(counts);
            if (counts.of(ShopEvent.ORDER) == 50) {
                TestShop.postgres().kill();
                TestShop.postgres().start();
            }
        };

        // When
        simulator(Duration.ofSeconds(6), killer).run();

        // Then
        assertThat(latest.get().of(ShopEvent.ORDER)).isGreaterThan(50);
        assertThat(shop.wrongTotals()).isEmpty();
    }

    @Test
    void aShopWithoutProductsIsNotOpened() throws SQLException, InterruptedException {
        // Given
        try (Connection connection = shop.database().open()) {
            new ShopSchema(connection).create();
        }

        // Then
        assertThatThrownBy(() -> simulator(Duration.ofSeconds(1), counts -> {}).run())
                .isInstanceOfSatisfying(
                        PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.NOT_READY))
                .hasMessageContaining("no products to sell");
    }
}
