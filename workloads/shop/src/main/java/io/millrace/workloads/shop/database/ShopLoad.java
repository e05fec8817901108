package io.millrace.workloads.shop.database;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Copies rows that bring their own ids into the shop's tables, in the transaction that is open.
 *
 * <p>After {@link #advanceKeys} the serial keys go on after the largest copied id, so that later inserts never collide.
 */
public final class ShopLoad {
    private final Connection connection;
    private final CopyManager copies;

    public ShopLoad(Connection connection) {
        this.connection = connection;
        try {
            this.copies = connection.unwrap(PGConnection.class).getCopyAPI();
        } catch (SQLException e) {
            throw ShopDatabase.refused("Rows cannot be copied", e);
        }
    }

    public void users(List<User> users) throws SQLException {
        copy(
                "users",
                users.stream()
                        .map(user -> row(
                                user.id(),
                                user.name(),
                                user.email(),
                                user.city().orElse(null),
                                user.country(),
                                user.createdAt(),
                                user.lastLogin()))
                        .toList());
    }

    public void products(List<Product> products) throws SQLException {
        copy(
                "products",
                products.stream()
                        .map(product ->
                                row(product.id(), product.name(), product.price(), product.category(), product.stock()))
                        .toList());
    }

    /** Copies the orders, then their lines. */
    public void orders(List<Order> orders) throws SQLException {
        copy(
                "orders",
                orders.stream()
                        .map(order -> row(
                                order.id(),
                                order.userId(),
                                order.totalAmount(),
                                order.status().text(),
                                order.createdAt()))
                        .toList());
        copy(
                "order_items",
                orders.stream()
                        .flatMap(order -> order.lines().stream())
                        .map(line ->
                                row(line.id(), line.orderId(), line.productId(), line.quantity(), line.pricePerUnit()))
                        .toList());
    }

    /** Moves every serial key behind the largest id that is there. */
    public void advanceKeys() throws SQLException {
        try (var statement = connection.createStatement()) {
            for (String table : List.of("users", "products", "orders", "order_items")) {
                String key = ShopSchema.columnsOf(table).get(0);
                statement.execute(
                        "SELECT setval(pg_get_serial_sequence('public.%2$s', '%1$s'), max(%1$s)) FROM public.%2$s HAVING max(%1$s) > 0"
                                .formatted(key, table));
            }
        }
    }

    private void copy(String table, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        var text = new StringBuilder(rows.size() * 64);
        try (var printer = new CSVPrinter(text, CSVFormat.POSTGRESQL_CSV)) {
            for (Object[] row : rows) {
                printer.printRecord(row);
            }
            copies.copyIn(
                    "COPY public.%s (%s) FROM STDIN WITH (FORMAT csv)"
                            .formatted(table, String.join(", ", ShopSchema.columnsOf(table))),
                    new StringReader(text.toString()));
        } catch (IOException e) {
            throw new SQLException("The connection broke while rows of %s were copied".formatted(table), e);
        }
    }

    private static Object[] row(Object... values) {
        return values;
    }
}
