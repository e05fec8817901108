package io.millrace.workloads.shop.database;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Secret;
import io.millrace.workloads.shop.TestShop;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ShopSchemaIT {
    private final TestShop shop = TestShop.empty();

    private void create() throws SQLException {
        try (Connection connection = shop.database().open()) {
            new ShopSchema(connection).create();
        }
    }

    @Test
    void creatingTwiceKeepsRowsAndTables() throws SQLException {
        // Given
        create();
        shop.sql("INSERT INTO users (name, email, country) VALUES ('Ada', 'ada@example.com', 'Ireland')");

        // When
        create();

        // Then
        assertThat(shop.sql("SELECT user_id, name FROM users")).containsExactly("1|Ada");
    }

    @Test
    void everyTableHasAPrimaryKeyAndMoneyHasTwoDecimals() throws SQLException {
        // When
        create();

        // Then
        assertThat(shop.sql("SELECT table_name FROM information_schema.table_constraints"
                        + " WHERE constraint_type = 'PRIMARY KEY' AND table_schema = 'public' ORDER BY 1"))
                .containsExactly("order_items", "orders", "products", "users");
        assertThat(shop.sql("SELECT column_name || ' ' || numeric_precision || ' ' || numeric_scale"
                        + " FROM information_schema.columns WHERE data_type = 'numeric' AND table_schema = 'public'"
                        + " ORDER BY 1"))
                .isEqualTo(List.of("price 14 2", "price_per_unit 14 2", "total_amount 14 2"));
    }

    @Test
    void aTableOfAnotherApplicationIsRefusedAndKept() {
        // Given
        shop.sql("CREATE TABLE users (id int)");

        // Then
        assertThatThrownBy(this::create)
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("public.users that is not the shop's (it lacks city, country,");
        assertThat(shop.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
                .containsExactly("users");
    }

    @Test
    void aShopOfUnknownOriginIsNotLoadedInto() throws SQLException {
        // Given
        create();
        shop.sql("INSERT INTO users (name, email, country) VALUES ('Ada', 'ada@example.com', 'Ireland')");

        // Then
        try (Connection connection = shop.database().open()) {
            assertThatThrownBy(() -> new ShopSchema(connection).requireEmptyOrInterrupted("anything"))
                    .isInstanceOfSatisfying(
                            PipelineException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.CONFIGURATION))
                    .hasMessageContaining("already holds shop data of unknown origin (public.users has rows)");
        }
    }

    @Test
    void aWrongPasswordIsOneSentence() {
        ShopDatabase database = shop.database();
        assertThatThrownBy(() -> new ShopDatabase(database.jdbcUrl(), database.user(), Secret.of("wrong")).open())
                .isInstanceOf(PipelineException.class)
                .hasMessageContaining("Cannot open the shop's database " + database.jdbcUrl() + " as postgres")
                .hasMessageContaining("MILLRACE_SHOP_PASSWORD");
    }
}
