package io.millrace.workloads.shop.simulate;

import io.millrace.workloads.shop.database.OrderStatus;
import io.millrace.workloads.shop.database.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What the simulation knows of the shop without asking it each time: tastes, products, recent orders, newcomers. */
final class ShopMemory {
    private static final int PURCHASES = 200_000;
    private static final int RECENT_ORDERS = 500;

    private final LikeMinded tastes = new LikeMinded();
    private final List<Integer> products;
    private final Deque<Integer> recentOrders = new ArrayDeque<>();
    private final Deque<Integer> pendingOrders = new ArrayDeque<>();
    private final Deque<Integer> soldOut = new ArrayDeque<>();
    private final Deque<Integer> newcomers = new ArrayDeque<>();

    private ShopMemory(List<Integer> products) {
        this.products = products;
    }

    /** Reads users, products, the newest purchases and orders. */
    static ShopMemory of(Connection connection) throws SQLException {
        var memory = new ShopMemory(
                new ArrayList<>(Sql.numbers(connection, "SELECT product_id FROM public.products ORDER BY 1")));
        Sql.numbers(connection, "SELECT user_id FROM public.users ORDER BY 1").forEach(memory.tastes::addUser);
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT user_id, product_id FROM public.orders"
                        + " JOIN public.order_items USING (order_id) WHERE status = 'completed'"
                        + " ORDER BY order_item_id DESC LIMIT " + PURCHASES)) {
            while (row.next()) {
                memory.tastes.addPurchase(row.getInt(1), row.getInt(2));
            }
        }
        memory.recentOrders.addAll(Sql.numbers(
                connection,
                "SELECT order_id FROM public.orders WHERE status IN ('pending', 'completed') ORDER BY 1 DESC LIMIT ?",
                RECENT_ORDERS));
        memory.pendingOrders.addAll(Sql.numbers(
                connection,
                "SELECT order_id FROM public.orders WHERE status = 'pending' ORDER BY 1 LIMIT ?",
                RECENT_ORDERS));
        connection.commit();
        return memory;
    }

    LikeMinded tastes() {
        return tastes;
    }

    List<Integer> products() {
        return products;
    }

    /** The newest orders that may still change, the newest first. */
    Deque<Integer> recentOrders() {
        return recentOrders;
    }

    Deque<Integer> pendingOrders() {
        return pendingOrders;
    }

    /** Products that customers wanted and the shop had not. */
    Deque<Integer> soldOut() {
        return soldOut;
    }

    /** Users who signed up during this simulation, the oldest first. */
    Deque<Integer> newcomers() {
        return newcomers;
    }

    void placed(int user, OrderDesk.Placed order) {
        order.products().forEach(product -> tastes.addPurchase(user, product));
        recentOrders.addFirst(order.orderId());
        if (order.status() == OrderStatus.PENDING) {
            pendingOrders.addLast(order.orderId());
        }
        if (recentOrders.size() > RECENT_ORDERS) {
            recentOrders.removeLast();
        }
    }
}
