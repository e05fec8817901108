package io.millrace.workloads.shop;

import io.millrace.contracts.process.Secret;
import io.millrace.testkit.PostgresService;
import io.millrace.testkit.ServiceKind;
import io.millrace.testkit.TestStack;
import io.millrace.workloads.shop.database.ShopDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A database of its own for a test, in the one Postgres of this JVM. */
public final class TestShop {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final String SEPARATOR = "|";

    private final String name;

    private TestShop(String name) {
        this.name = name;
    }

    /** A new, empty database. */
    public static TestShop empty() {
        String name = "shop_" + COUNT.incrementAndGet();
        try {
            postgres().createDatabase(name);
        } catch (SQLException e) {
            throw new AssertionError("The test's database cannot be created", e);
        }
        return new TestShop(name);
    }

    public static PostgresService postgres() {
        return TestStack.with(ServiceKind.POSTGRES).postgres();
    }

    public ShopDatabase database() {
        PostgresService postgres = postgres();
        return new ShopDatabase(postgres.jdbcUrl(name), postgres.user(), Secret.of(postgres.password()));
    }

    /** The rows of a query, their columns joined by a bar; statements without rows give none. */
    public List<String> sql(String sql) {
        try (Connection connection = postgres().connect(name);
                var statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            if (statement.execute(sql)) {
                ResultSet row = statement.getResultSet();
                while (row.next()) {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        values.add(row.getString(i));
                    }
                    rows.add(String.join(SEPARATOR, values));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The only value of a query. */
    public String value(String sql) {
        return sql(sql).get(0);
    }

    /** Orders whose total is not the sum of their items. */
    public List<String> wrongTotals() {
        return sql(
                "SELECT order_id FROM orders WHERE total_amount <> (SELECT coalesce(sum(quantity * price_per_unit), 0)"
                        + " FROM order_items WHERE order_items.order_id = orders.order_id)");
    }

    /** One line that changes with any row of the shop. */
    public String fingerprint() {
        return value("SELECT (SELECT md5(string_agg(users::text, '' ORDER BY user_id)) FROM users)"
                + " || (SELECT md5(string_agg(products::text, '' ORDER BY product_id)) FROM products)"
                + " || (SELECT md5(string_agg(orders::text, '' ORDER BY order_id)) FROM orders)"
                + " || (SELECT md5(string_agg(order_items::text, '' ORDER BY order_item_id)) FROM order_items)");
    }
}
