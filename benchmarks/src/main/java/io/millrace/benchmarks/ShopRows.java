package io.millrace.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * The rows of a large shop. Every user keeps to one of some tastes and every taste has its own items, of which few are
 * bought often: so a model has something to learn, and two runs have the same rows.
 */
record ShopRows(int users, int items, int orders) {
    private static final int TASTES = 50;
    private static final int LINES = 2;
    /** Users with a number that this divides are left to the probes: nobody else changes their lists. */
    static final int PROBED = 10;

    private static final String ORDER =
            """
            WITH bought AS (
              INSERT INTO orders (user_id, total_amount, status, created_at) VALUES (?, 10, 'completed', now())
              RETURNING order_id)
            INSERT INTO order_items (order_id, product_id, quantity, price_per_unit) SELECT order_id, ?, 1, 10 FROM bought""";

    private static final String HISTORY = "timestamptz '2025-06-01' + i * interval '180 days'";

    /** What fills the tables. */
    List<String> fill() {
        return List.of(
                """
                INSERT INTO users (user_id, name, email, city, country, created_at, last_login)
                SELECT i, 'User ' || i, 'user' || i || '@example.org', 'Town', 'Land', timestamptz '2025-01-01', timestamptz '2026-01-01'
                FROM generate_series(1, %d) AS i"""
                        .formatted(users),
                """
                INSERT INTO products (product_id, name, price, category, stock)
                SELECT i, 'Item ' || i, 10, 'taste ' || i %% %d, 1000 FROM generate_series(1, %d) AS i"""
                        .formatted(TASTES, items),
                """
                INSERT INTO orders (order_id, user_id, total_amount, status, created_at)
                SELECT i, 1 + (i * 7919::bigint) %% %d, 20, 'completed', timestamptz '2025-06-01' + i * interval '180 days' / %d
                FROM generate_series(1, %d) AS i"""
                        .formatted(users, orders, orders),
                // A square of an even number between 0 and 1 is more often small: the first items of a taste sell most.
                """
                INSERT INTO order_items (order_item_id, order_id, product_id, quantity, price_per_unit)
                SELECT i, order_id, 1 + user_id %% %d + %d * floor(power((hashint8(i) & 1048575) / 1048576.0, 2) * %d)::int, 1, 10
                FROM (SELECT i, 1 + i %% %d AS order_id FROM generate_series(0, %d) AS i) AS lines JOIN orders USING (order_id)"""
                        .formatted(TASTES, TASTES, items / TASTES - 1, orders, LINES * orders - 1),
                "SELECT setval(pg_get_serial_sequence('orders', 'order_id'), %d)".formatted(orders),
                "SELECT setval(pg_get_serial_sequence('order_items', 'order_item_id'), %d)".formatted(LINES * orders));
    }

    /** What fills them with orders of the day that ends now. */
    List<String> fillDay() {
        return fill().stream()
                .map(sql -> sql.replace(HISTORY, "now() - interval '1 day' + i * interval '1 day'"))
                .toList();
    }

    /** Purchases of random items by random users that are not probed. */
    SteadyLoad.Preparation purchases() {
        return connection -> {
            PreparedStatement order = order(connection);
            return random -> {
                int user = 1 + random.nextInt(users - 1);
                buy(order, user % PROBED == 0 ? user + 1 : user, 1 + random.nextInt(items));
            };
        };
    }

    static PreparedStatement order(Connection connection) throws SQLException {
        return connection.prepareStatement(ORDER);
    }

    static void buy(PreparedStatement order, int user, int item) throws SQLException {
        order.setInt(1, user);
        order.setInt(2, item);
        order.executeUpdate();
    }
}
