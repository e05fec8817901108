package io.millrace.workloads.shop.simulate;

import io.millrace.workloads.shop.database.OrderStatus;
import io.millrace.workloads.shop.database.Sql;
import io.millrace.workloads.shop.generate.Dice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The transactions over an order and its items; the total always equals its items. None commits: the caller does. */
final class OrderDesk {
    private final Connection connection;
    private final Dice dice;
    private final ShopClock clock;

    OrderDesk(Connection connection, Dice dice, ShopClock clock) {
        this.connection = connection;
        this.dice = dice;
        this.clock = clock;
    }

    record Offer(int productId, BigDecimal price, int stock) {}

    /** What was ordered: the new order and the products that were in stock. */
    record Placed(int orderId, OrderStatus status, List<Integer> products) {}

    /** Orders what is in stock of the wanted products; nothing if nothing is. */
    Optional<Placed> place(int user, Collection<Integer> wanted, OrderStatus status) throws SQLException {
        List<Offer> offers = offers(wanted);
        if (offers.isEmpty()) {
            return Optional.empty();
        }
        int[] quantities = offers.stream()
                .mapToInt(offer -> Math.min(offer.stock(), dice.geometric(1.4, 5)))
                .toArray();
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < quantities.length; i++) {
            total = total.add(offers.get(i).price().multiply(BigDecimal.valueOf(quantities[i])));
        }
        int order = insertOrder(user, total, status);
        insertLines(order, offers, quantities);
        takeFromStock(offers, quantities);
        Sql.update(connection, "UPDATE public.users SET last_login = ? WHERE user_id = ?", clock.now(), user);
        return Optional.of(
                new Placed(order, status, offers.stream().map(Offer::productId).toList()));
    }

    /**
     * Orders so many pieces of a product that they are worth at least so much, and one at least, to be paid and taken from
     * the stock later; nothing if the
     * product is gone or costs next to nothing.
     */
    Optional<Integer> onRefusedCard(int user, int product, BigDecimal worth) throws SQLException {
        return Sql.number(
                connection,
                "WITH placed AS (INSERT INTO public.orders (user_id, total_amount, status, created_at)"
                        + " SELECT ?, greatest(1, ceil(? / price)) * price, ?, ? FROM public.products"
                        + " WHERE product_id = ? AND price >= 1 RETURNING order_id, total_amount),"
                        + " line AS (INSERT INTO public.order_items (order_id, product_id, quantity, price_per_unit)"
                        + " SELECT order_id, product_id, (total_amount / price)::int, price"
                        + " FROM placed, public.products WHERE product_id = ?)"
                        + " SELECT order_id FROM placed",
                user,
                worth,
                OrderStatus.CANCELLED.text(),
                clock.now(),
                product,
                product);
    }

    /** Locks the products in the order of their ids, so that two sessions never wait for each other. */
    private List<Offer> offers(Collection<Integer> wanted) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT product_id, price, stock FROM public.products"
                        + " WHERE product_id = ANY (?) AND stock > 0 ORDER BY product_id FOR UPDATE")) {
            query.setArray(1, connection.createArrayOf("integer", wanted.toArray()));
            List<Offer> offers = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    offers.add(new Offer(row.getInt(1), row.getBigDecimal(2), row.getInt(3)));
                }
            }
            return offers;
        }
    }

    private int insertOrder(int user, BigDecimal total, OrderStatus status) throws SQLException {
        return Sql.number(
                        connection,
                        "INSERT INTO public.orders (user_id, total_amount, status, created_at)"
                                + " VALUES (?, ?, ?, ?) RETURNING order_id",
                        user,
                        total,
                        status.text(),
                        clock.now())
                .orElseThrow();
    }

    private void insertLines(int order, List<Offer> offers, int[] quantities) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO public.order_items (order_id, product_id, quantity, price_per_unit) VALUES (?, ?, ?, ?)")) {
            for (int i = 0; i < quantities.length; i++) {
                insert.setInt(1, order);
                insert.setInt(2, offers.get(i).productId());
                insert.setInt(3, quantities[i]);
                insert.setBigDecimal(4, offers.get(i).price());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void takeFromStock(List<Offer> offers, int[] quantities) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE public.products SET stock = stock - ? WHERE product_id = ?")) {
            for (int i = 0; i < quantities.length; i++) {
                update.setInt(1, quantities[i]);
                update.setInt(2, offers.get(i).productId());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** Changes the quantity or the price of an item, or drops one of several; false if the order has no items. */
    boolean edit(int order) throws SQLException {
        if (!lockOpen(order)) {
            return false;
        }
        List<Integer> lines = Sql.numbers(
                connection, "SELECT order_item_id FROM public.order_items WHERE order_id = ? ORDER BY 1", order);
        if (lines.isEmpty()) {
            return false;
        }
        int line = dice.pick(lines);
        double kind = dice.fraction();
        if (lines.size() > 1 && kind < 0.2) {
            Sql.update(connection, "DELETE FROM public.order_items WHERE order_item_id = ?", line);
        } else if (kind < 0.5) {
            BigDecimal factor = BigDecimal.valueOf(80 + dice.below(20), 2).setScale(2, RoundingMode.UNNECESSARY);
            Sql.update(
                    connection,
                    "UPDATE public.order_items SET price_per_unit = round(price_per_unit * ?, 2) WHERE order_item_id = ?",
                    factor,
                    line);
        } else {
            Sql.update(
                    connection,
                    "UPDATE public.order_items SET quantity = quantity % 4 + ? WHERE order_item_id = ?",
                    1 + dice.below(2),
                    line);
        }
        Sql.update(
                connection,
                "UPDATE public.orders SET total_amount = (SELECT sum(quantity * price_per_unit)"
                        + " FROM public.order_items WHERE order_id = ?) WHERE order_id = ?",
                order,
                order);
        return true;
    }

    /** Calls off an order that is pending and refunds one that is paid; its items return to the stock. */
    boolean cancel(int order) throws SQLException {
        if (!lockOpen(order)) {
            return false;
        }
        Sql.update(
                connection,
                "UPDATE public.orders SET status = CASE status WHEN 'pending' THEN 'cancelled' ELSE 'refunded' END"
                        + " WHERE order_id = ?",
                order);
        Sql.update(
                connection,
                "UPDATE public.products SET stock = stock + item.quantity FROM (SELECT product_id, sum(quantity) AS quantity"
                        + " FROM public.order_items WHERE order_id = ? GROUP BY product_id) AS item"
                        + " WHERE products.product_id = item.product_id",
                order);
        return true;
    }

    boolean settle(int order) throws SQLException {
        return Sql.update(
                        connection,
                        "UPDATE public.orders SET status = 'completed' WHERE order_id = ? AND status = 'pending'",
                        order)
                == 1;
    }

    boolean delete(int order) throws SQLException {
        Sql.update(connection, "DELETE FROM public.order_items WHERE order_id = ?", order);
        return Sql.update(connection, "DELETE FROM public.orders WHERE order_id = ?", order) == 1;
    }

    private boolean lockOpen(int order) throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT order_id FROM public.orders WHERE order_id = ?"
                                + " AND status IN ('pending', 'completed') FOR UPDATE",
                        order)
                .isPresent();
    }
}
