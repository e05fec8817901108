package io.millrace.workloads.shop.intake;

import io.millrace.workloads.shop.TestShop;
import io.millrace.workloads.shop.database.ShopSchema;
import java.sql.Connection;
import java.sql.SQLException;

/** A shop with a few users and products. */
public final class StockedShop {
    /** Of each product. */
    public static final int STOCK = 100_000;

    private StockedShop() {}

    /** Users 1 to 4; product 1 at 10.00, product 2 at 2.50, product 3 at 0.10. */
    public static TestShop open() {
        TestShop shop = TestShop.empty();
        try (Connection connection = shop.database().open()) {
            new ShopSchema(connection).create();
        } catch (SQLException e) {
            throw new AssertionError("The shop cannot be made", e);
        }
        shop.sql("INSERT INTO users (name, email, country) SELECT 'u' || n, 'u' || n || '@example.org', 'UK'"
                + " FROM generate_series(1, 4) AS n");
        shop.sql("INSERT INTO products (name, price, category, stock) VALUES ('Lamp', 10, 'Light', %1$d),"
                        .formatted(STOCK)
                + " ('Cup', 2.5, 'Kitchen', %1$d), ('Pin', 0.1, 'Kitchen', %1$d)".formatted(STOCK));
        return shop;
    }
}
