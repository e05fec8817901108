package io.millrace.workloads.shop.generate;

import io.millrace.workloads.shop.database.LoadMark;
import io.millrace.workloads.shop.database.Order;
import io.millrace.workloads.shop.database.ShopCounts;
import io.millrace.workloads.shop.database.ShopDatabase;
import io.millrace.workloads.shop.database.ShopLoad;
import io.millrace.workloads.shop.database.ShopSchema;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Fills an empty shop with the past that a plan describes, oldest orders first, a few thousand in a transaction.
 *
 * <p>It goes on with its own interrupted load, refuses a shop that holds other data, and counts what is there before it
 * says that it is done.
 */
public final class ShopGenerator {
    private static final int ORDERS_PER_TRANSACTION = 2_000;
    private static final int PROGRESS_STEPS = 4;

    private final ShopPlan plan;
    private final Consumer<String> progress;

    /** @param progress is told one line per step, for people */
    public ShopGenerator(ShopPlan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /**
     * Creates the schema if it is absent, loads what is not there yet, and returns what is there then.
     *
     * @throws InterruptedException between two transactions; the same load goes on from there
     */
    public ShopCounts load(Connection connection) throws InterruptedException {
        var schema = new ShopSchema(connection);
        schema.create();
        Optional<Long> interrupted = schema.requireEmptyOrInterrupted(plan.text());
        try {
            ShopCounts expected = write(connection, interrupted);
            ShopCounts found = ShopCounts.of(connection);
            found.requireEqualTo(expected);
            new LoadMark(plan.text(), plan.orders(), true).commit(connection);
            return found;
        } catch (SQLException e) {
            throw ShopDatabase.refused("The generated shop cannot be loaded", e);
        }
    }

    private ShopCounts write(Connection connection, Optional<Long> interrupted)
            throws SQLException, InterruptedException {
        Catalogue catalogue = Catalogue.of(plan);
        Customers customers = Customers.of(plan);
        var load = new ShopLoad(connection);
        long done = interrupted.orElse(0L);
        if (interrupted.isEmpty()) {
            writeFoundation(connection, load, catalogue, customers);
        } else {
            progress.accept(say("An earlier load was interrupted: going on after %,d orders", done));
        }
        long lines = 0;
        BigDecimal revenue = BigDecimal.ZERO.setScale(2);
        List<Order> batch = new ArrayList<>(ORDERS_PER_TRANSACTION);
        var history = new OrderHistory(plan, catalogue, customers);
        while (history.hasNext()) {
            Order order = history.next();
            lines += order.lines().size();
            revenue = revenue.add(order.totalAmount());
            if (order.id() <= done) {
                continue;
            }
            batch.add(order);
            if (batch.size() == ORDERS_PER_TRANSACTION || !history.hasNext()) {
                load.orders(batch);
                commit(connection, load, order.id());
                report(order);
                batch.clear();
            }
        }
        try (var statement = connection.createStatement()) {
            statement.execute("ANALYZE public.users, public.products, public.orders, public.order_items");
        }
        connection.commit();
        return new ShopCounts(plan.users(), plan.products(), plan.orders(), lines, revenue);
    }

    private void writeFoundation(Connection connection, ShopLoad load, Catalogue catalogue, Customers customers)
            throws SQLException, InterruptedException {
        Instant[] lastLogins = lastLogins(catalogue, customers);
        load.users(customers.all().stream()
                .map(customer -> customer.row(lastLogins[customer.id() - 1]))
                .toList());
        load.products(catalogue.items().stream().map(CatalogueItem::product).toList());
        commit(connection, load, 0);
        progress.accept(say("%,d users and %,d products", plan.users(), plan.products()));
    }

    private void commit(Connection connection, ShopLoad load, long done) throws SQLException, InterruptedException {
        load.advanceKeys();
        new LoadMark(plan.text(), done, false).commit(connection);
    }

    private void report(Order newest) {
        int step = Math.max(1, plan.orders() / PROGRESS_STEPS / ORDERS_PER_TRANSACTION) * ORDERS_PER_TRANSACTION;
        if (newest.id() % step == 0 || newest.id() == plan.orders()) {
            progress.accept(say("%,d of %,d orders", newest.id(), plan.orders()));
        }
    }

    /** The last login is never before the last order, so the history is walked once for it and once for the orders. */
    private Instant[] lastLogins(Catalogue catalogue, Customers customers) {
        var last = new Instant[plan.users()];
        for (Customer customer : customers.all()) {
            last[customer.id() - 1] = customer.signedUp();
        }
        new OrderHistory(plan, catalogue, customers)
                .forEachRemaining(order -> last[order.userId() - 1] = order.createdAt());
        return last;
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
