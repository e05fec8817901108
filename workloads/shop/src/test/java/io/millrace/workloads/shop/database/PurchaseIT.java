package io.millrace.workloads.shop.database;

import io.millrace.contracts.process.PipelineException;
import io.millrace.workloads.shop.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PurchaseIT {
    private static final String BOUGHT = "SELECT user_id, total_amount, status, product_id, quantity, price_per_unit"
            + " FROM orders JOIN order_items USING (order_id)";

    private final TestShop shop = TestShop.empty();

    @BeforeEach
    void aShopWithOneUserAndOneProduct() throws SQLException {
        try (Connection connection = shop.database().open()) {
            new ShopSchema(connection).create();
        }
        shop.sql("INSERT INTO users (name, email, country) VALUES ('Ada', 'ada@example.com', 'Ireland')");
        shop.sql("INSERT INTO products (name, price, category, stock) VALUES ('Oak Desk', 199.90, 'Furniture', 3)");
    }

    @Test
    void aPurchaseIsAnOrderWithItsItemAndTakesStock() throws SQLException {
        // When
        try (Connection connection = shop.database().open()) {
            new Purchase(1, 1, 2).commit(connection);
        }

        // Then
        assertThat(shop.sql(BOUGHT)).containsExactly("1|399.80|completed|1|2|199.90");
        assertThat(shop.value("SELECT stock FROM products")).isEqualTo("1");
    }

    @Test
    void thePrintedSqlDoesTheSame() {
        // When
        shop.sql(new Purchase(1, 1, 2).sql());

        // Then
        assertThat(shop.sql(BOUGHT)).containsExactly("1|399.80|completed|1|2|199.90");
        assertThat(shop.value("SELECT stock FROM products")).isEqualTo("1");
    }

    @Test
    void anUnknownProductIsRefusedAndLeavesNothing() throws SQLException {
        try (Connection connection = shop.database().open()) {
            assertThatThrownBy(() -> new Purchase(1, 99, 1).commit(connection))
                    .isInstanceOf(PipelineException.class)
                    .hasMessageContaining("There is no product 99");
        }
        assertThat(shop.sql(BOUGHT)).isEmpty();
    }

    @Test
    void anUnknownUserIsRefusedAndLeavesNothing() throws SQLException {
        try (Connection connection = shop.database().open()) {
            assertThatThrownBy(() -> new Purchase(99, 1, 1).commit(connection))
                    .isInstanceOf(PipelineException.class)
                    .hasMessageContaining("User 99 cannot buy product 1");
        }
        assertThat(shop.sql(BOUGHT)).isEmpty();
        assertThat(shop.value("SELECT stock FROM products")).isEqualTo("3");
    }
}
