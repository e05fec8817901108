package io.millrace.workloads.shop.intake.write;

import io.millrace.workloads.shop.database.Sql;
import io.millrace.workloads.shop.intake.event.OrderCreated;
import io.millrace.workloads.shop.intake.event.OrderedItem;
import io.millrace.workloads.shop.intake.event.Price;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Writes an order with its items and takes them from the stock, in the transaction that is open. */
final class OrderWriting {
    private final Connection connection;

    OrderWriting(Connection connection) {
        this.connection = connection;
    }

    private record Offer(BigDecimal price, int stock) {}

    /**
     * Writes the order and returns its number.
     *
     * @throws RefusedException if there is no such user, no such product or not enough of it
     */
    int write(OrderCreated order) throws SQLException, RefusedException {
        requireUser(order.userId());
        Map<Integer, Long> wanted = new TreeMap<>();
        order.items().forEach(item -> wanted.merge(item.productId(), (long) item.quantity(), Long::sum));
        Map<Integer, Offer> offers = offers(wanted);
        requireStock(wanted, offers);

        int number = insertOrder(order, total(order, offers));
        insertItems(number, order, offers);
        takeFromStock(wanted);
        return number;
    }

    /** Until the order is written nobody may take the user out. */
    private void requireUser(int user) throws SQLException, RefusedException {
        if (Sql.number(connection, "SELECT user_id FROM public.users WHERE user_id = ? FOR KEY SHARE", user)
                .isEmpty()) {
            throw new RefusedException(RefusalReason.UNKNOWN_USER, "There is no user %d".formatted(user));
        }
    }

    /** Locks the products in the order of their ids, so that two sessions never wait for each other. */
    private Map<Integer, Offer> offers(Map<Integer, Long> wanted) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT product_id, price, stock FROM public.products"
                        + " WHERE product_id = ANY (?) ORDER BY product_id FOR NO KEY UPDATE")) {
            query.setArray(
                    1, connection.createArrayOf("integer", wanted.keySet().toArray()));
            Map<Integer, Offer> offers = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    offers.put(row.getInt(1), new Offer(row.getBigDecimal(2), row.getInt(3)));
                }
            }
            return offers;
        }
    }

    private static void requireStock(Map<Integer, Long> wanted, Map<Integer, Offer> offers) throws RefusedException {
        for (var product : wanted.entrySet()) {
            Offer offer = offers.get(product.getKey());
            if (offer == null) {
                throw new RefusedException(
                        RefusalReason.UNKNOWN_PRODUCT, "There is no product %d".formatted(product.getKey()));
            }
            if (offer.stock() < product.getValue()) {
                throw new RefusedException(
                        RefusalReason.OUT_OF_STOCK,
                        "Of product %d there are %d in stock, but %d are ordered"
                                .formatted(product.getKey(), offer.stock(), product.getValue()));
            }
        }
    }

    private static BigDecimal total(OrderCreated order, Map<Integer, Offer> offers) {
        return order.items().stream()
                .map(item -> price(item, offers).multiply(BigDecimal.valueOf(item.quantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal price(OrderedItem item, Map<Integer, Offer> offers) {
        return item.price().map(Price::amount).orElseGet(() -> offers.get(item.productId())
                .price());
    }

    private int insertOrder(OrderCreated order, BigDecimal total) throws SQLException {
        return Sql.number(
                        connection,
                        "INSERT INTO public.orders (user_id, total_amount, status, created_at)"
                                + " VALUES (?, ?, ?, ?) RETURNING order_id",
                        order.userId(),
                        total,
                        order.status().text(),
                        order.acceptedAt().atOffset(ZoneOffset.UTC))
                .orElseThrow();
    }

    private void insertItems(int number, OrderCreated order, Map<Integer, Offer> offers) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO public.order_items (order_id, product_id, quantity, price_per_unit) VALUES (?, ?, ?, ?)")) {
            for (OrderedItem item : order.items()) {
                insert.setInt(1, number);
                insert.setInt(2, item.productId());
                insert.setInt(3, item.quantity());
                insert.setBigDecimal(4, price(item, offers));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void takeFromStock(Map<Integer, Long> wanted) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE public.products SET stock = stock - ? WHERE product_id = ?")) {
            for (var product : wanted.entrySet()) {
                update.setInt(1, Math.toIntExact(product.getValue()));
                update.setInt(2, product.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
