package io.millrace.workloads.shop.generate;

import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.FragileConnection;
import io.millrace.workloads.shop.TestShop;
import io.millrace.workloads.shop.database.ShopCounts;
import io.millrace.workloads.shop.database.ShopSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ShopGeneratorIT {
    private static final ShopPlan PLAN = new ShopPlan(100, 60, 5_000, 3, ShopPlan.DEFAULT_UNTIL);
    private final TestShop shop = TestShop.empty();
    private final List<String> progress = new ArrayList<>();

    private static ShopCounts load(TestShop shop, ShopPlan plan, List<String> progress)
            throws SQLException, InterruptedException {
        try (Connection connection = shop.database().open()) {
            return new ShopGenerator(plan, progress::add).load(connection);
        }
    }

    @Test
    void theShopHoldsWhatThePlanSaysAndTotalsEqualItems() throws SQLException, InterruptedException {
        // When
        ShopCounts counts = load(shop, PLAN, progress);

        // Then
        assertThat(counts.users()).isEqualTo(100);
        assertThat(counts.products()).isEqualTo(60);
        assertThat(counts.orders()).isEqualTo(5_000);
        assertThat(shop.wrongTotals()).isEmpty();
        assertThat(progress).contains("5,000 of 5,000 orders");
    }

    @Test
    void keysGoOnAfterTheLoadedRows() throws SQLException, InterruptedException {
        // Given
        load(shop, PLAN, progress);

        // When
        String id = shop.value(
                "INSERT INTO orders (user_id, total_amount, status) VALUES (1, 0, 'pending')" + " RETURNING order_id");

        // Then
        assertThat(id).isEqualTo("5001");
    }

    @Test
    void nobodyLogsInLastBeforeTheLastOrder() throws SQLException, InterruptedException {
        // When
        load(shop, PLAN, progress);

        // Then
        assertThat(shop.sql("SELECT user_id FROM users WHERE last_login < created_at OR last_login <"
                        + " (SELECT max(created_at) FROM orders WHERE orders.user_id = users.user_id)"))
                .isEmpty();
    }

    @Test
    void theSamePlanGivesTheSameRowsInAnotherDatabase() throws SQLException, InterruptedException {
        // Given
        load(shop, PLAN, progress);
        TestShop other = TestShop.empty();

        // When
        load(other, PLAN, progress);

        // Then
        assertThat(other.fingerprint()).isEqualTo(shop.fingerprint());
    }

    @Test
    void aSecondLoadIsRefused() throws SQLException, InterruptedException {
        // Given
        load(shop, PLAN, progress);

        // Then
        assertThatThrownBy(() -> load(shop, PLAN, progress))
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("already holds shop data from a generated shop with 100 users");
    }

    @Test
    void anInterruptedLoadGoesOnAndEndsAsIfItHadNeverBeenInterrupted() throws SQLException, InterruptedException {
        // Given
        TestShop whole = TestShop.empty();
        load(whole, PLAN, progress);
        // Schema, check, users and products, 2,000 orders; broken while the next 2,000 are committed.
        try (Connection connection = shop.database().open()) {
            Connection fragile = FragileConnection.breakingAfter(4, connection);
            assertThatThrownBy(() -> new ShopGenerator(PLAN, progress::add).load(fragile))
                    .isInstanceOf(PipelineException.class)
                    .hasMessageContaining("broken by the test");
        }
        assertThat(shop.value("SELECT count(*) FROM orders")).isEqualTo("2000");

        // When
        load(shop, PLAN, progress);

        // Then
        assertThat(progress).contains("An earlier load was interrupted: going on after 2,000 orders");
        assertThat(shop.fingerprint()).isEqualTo(whole.fingerprint());
    }

    @Test
    void anInterruptEndsTheLoadBetweenTwoTransactionsAndItGoesOnLater() throws SQLException, InterruptedException {
        // Given
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> load(shop, PLAN, progress)).isInstanceOf(InterruptedException.class);

        // When
        ShopCounts counts = load(shop, PLAN, progress);

        // Then
        assertThat(counts.orders()).isEqualTo(5_000);
        assertThat(shop.wrongTotals()).isEmpty();
    }

    @Test
    void aCompleteLoadIsRecognised() throws SQLException, InterruptedException {
        // Given
        load(shop, PLAN, progress);
        ShopPlan other = new ShopPlan(100, 60, 5_000, 4, ShopPlan.DEFAULT_UNTIL);

        // Then
        try (Connection connection = shop.database().open()) {
            assertThat(new ShopSchema(connection).holds(PLAN.text())).isTrue();
            assertThat(new ShopSchema(connection).holds(other.text())).isFalse();
        }
    }
}
