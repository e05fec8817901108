package io.millrace.workloads.shop.retail;

import io.millrace.workloads.shop.database.LoadMark;
import io.millrace.workloads.shop.database.Order;
import io.millrace.workloads.shop.database.OrderStatus;
import io.millrace.workloads.shop.database.ShopLoad;
import io.millrace.workloads.shop.database.User;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a run of invoices writes in one transaction: first the new rows, then the changes to these and older ones. */
final class RetailBatch {
    private final List<User> newUsers = new ArrayList<>();
    private final List<Order> orders = new ArrayList<>();
    private final Map<Integer, OrderBook.Remainder> remainders = new TreeMap<>();
    private final Map<Integer, Instant> logins = new TreeMap<>();

    void add(User user) {
        newUsers.add(user);
    }

    void add(Order order) {
        orders.add(order);
    }

    void login(int userId, Instant at) {
        logins.put(userId, at);
    }

    /** The newest remainder of a line replaces an older one of this batch. */
    void add(OrderBook.Remainder remainder) {
        remainders.put(remainder.line().id(), remainder);
    }

    void commit(Connection connection, LoadMark mark) throws SQLException, InterruptedException {
        var load = new ShopLoad(connection);
        load.users(newUsers);
        load.orders(orders);
        load.advanceKeys();
        reduceLines(connection);
        removeLines(connection);
        updateOrders(connection);
        updateLogins(connection);
        mark.commit(connection);
    }

    private void reduceLines(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE public.order_items SET quantity = ? WHERE order_item_id = ?")) {
            for (OrderBook.Remainder remainder : remainders.values()) {
                if (!remainder.lineIsGone()) {
                    update.setInt(1, remainder.quantityLeft());
                    update.setInt(2, remainder.line().id());
                    update.addBatch();
                }
            }
            update.executeBatch();
        }
    }

    private void removeLines(Connection connection) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM public.order_items WHERE order_item_id = ?")) {
            for (OrderBook.Remainder remainder : remainders.values()) {
                if (remainder.lineIsGone()) {
                    delete.setInt(1, remainder.line().id());
                    delete.addBatch();
                }
            }
            delete.executeBatch();
        }
    }

    private void updateOrders(Connection connection) throws SQLException {
        // Several lines of one order may have changed: its smallest total is its newest, for cancelling only takes
        // away.
        Map<Integer, OrderBook.Remainder> newest = new TreeMap<>();
        for (OrderBook.Remainder remainder : remainders.values()) {
            newest.merge(
                    remainder.line().orderId(),
                    remainder,
                    (one, other) -> one.orderTotal().compareTo(other.orderTotal()) <= 0 ? one : other);
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE public.orders SET total_amount = ?, status = ? WHERE order_id = ?")) {
            for (var order : newest.entrySet()) {
                OrderBook.Remainder remainder = order.getValue();
                OrderStatus status = remainder.orderIsGone() ? OrderStatus.CANCELLED : OrderStatus.COMPLETED;
                update.setBigDecimal(1, remainder.orderTotal());
                update.setString(2, status.text());
                update.setInt(3, order.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private void updateLogins(Connection connection) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE public.users SET last_login = ? WHERE user_id = ?")) {
            for (var login : logins.entrySet()) {
                update.setTimestamp(1, Timestamp.from(login.getValue()));
                update.setInt(2, login.getKey());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
