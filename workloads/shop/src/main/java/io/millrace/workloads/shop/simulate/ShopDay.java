package io.millrace.workloads.shop.simulate;

import io.millrace.workloads.shop.database.OrderStatus;
import io.millrace.workloads.shop.generate.Dice;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Makes one thing happen at a time in a shop, each committed as one transaction. */
final class ShopDay {
    private static final double PENDING = 0.15;
    private static final double CURIOUS = 0.05;

    private final Connection connection;
    private final ShopMemory memory;
    private final Dice dice;
    private final Consumer<ShopEvent> happened;
    private final OrderDesk desk;
    private final BackOffice office;
    private final Swindlers swindlers;
    private final boolean hasFraud;

    /** @param hasFraud whether some of the orders are fraudulent */
    ShopDay(Connection connection, ShopMemory memory, Dice dice, boolean hasFraud, Consumer<ShopEvent> happened)
            throws SQLException {
        this.connection = connection;
        this.memory = memory;
        this.dice = dice;
        this.happened = happened;
        ShopClock clock = ShopClock.of(connection);
        this.desk = new OrderDesk(connection, dice, clock);
        this.office = new BackOffice(connection, dice, clock);
        this.swindlers = new Swindlers(connection, memory, dice, desk);
        this.hasFraud = hasFraud;
    }

    /** One order, and with it, by chance, what else happens in a shop meanwhile. */
    void round() throws SQLException {
        perhaps(0.04, ShopEvent.NEW_USER, this::signUp);
        perhaps(1, ShopEvent.ORDER, this::order);
        perhaps(0.08, ShopEvent.LOGIN, this::logIn);
        // What is missing on the shelf cannot wait for chance.
        perhaps(memory.soldOut().isEmpty() ? 0.10 : 1, ShopEvent.STOCK_CHANGE, this::restock);
        perhaps(0.12, ShopEvent.SETTLEMENT, this::settle);
        perhaps(0.08, ShopEvent.EDIT, this::edit);
        perhaps(0.04, ShopEvent.CANCELLATION, this::cancel);
        perhaps(0.01, ShopEvent.DELETED_ORDER, this::deleteOrder);
        perhaps(0.005, ShopEvent.DELETED_USER, this::erase);
        if (hasFraud) {
            perhaps(0.008, ShopEvent.HUGE_ORDER, swindlers::orderHugely);
            perhaps(0.004, ShopEvent.BURST, swindlers::orderInHaste);
        }
    }

    private interface Deed {
        boolean happens() throws SQLException;
    }

    private void perhaps(double chance, ShopEvent event, Deed deed) throws SQLException {
        if (dice.hits(chance)) {
            happened.accept(attempt(deed) ? event : ShopEvent.MISSED);
        }
    }

    /** Another session may have deleted or locked what this one wants: then the transaction never was. */
    private boolean attempt(Deed deed) throws SQLException {
        try {
            boolean done = deed.happens();
            connection.commit();
            return done;
        } catch (SQLException e) {
            if (!isLostRace(e)) {
                throw e;
            }
            connection.rollback();
            return false;
        }
    }

    /** Classes 23 and 40 of SQLSTATE: a constraint is violated, or the transaction must be given up. */
    private static boolean isLostRace(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        return state.startsWith("23") || state.startsWith("40");
    }

    private boolean order() throws SQLException {
        Optional<Integer> buyer = memory.tastes().buyer(dice);
        if (buyer.isEmpty() || memory.products().isEmpty()) {
            return false;
        }
        int user = buyer.get();
        Set<Integer> wanted = new LinkedHashSet<>();
        int size = dice.geometric(2.5, 9);
        for (int i = 0; i < size; i++) {
            wanted.add(wish(user));
        }
        OrderStatus status = dice.hits(PENDING) ? OrderStatus.PENDING : OrderStatus.COMPLETED;
        Optional<OrderDesk.Placed> placed = desk.place(user, wanted, status);
        connection.commit();
        placed.ifPresent(order -> memory.placed(user, order));
        Set<Integer> missing = new LinkedHashSet<>(wanted);
        placed.ifPresent(order -> missing.removeAll(order.products()));
        memory.soldOut().addAll(missing);
        return placed.isPresent();
    }

    private int wish(int user) {
        Optional<Integer> wish =
                dice.hits(CURIOUS) ? Optional.empty() : memory.tastes().wish(user, dice);
        return wish.orElseGet(() -> dice.pick(memory.products()));
    }

    private boolean signUp() throws SQLException {
        int user = office.signUp();
        connection.commit();
        memory.tastes().addUser(user);
        memory.newcomers().addLast(user);
        return true;
    }

    private boolean logIn() throws SQLException {
        Optional<Integer> user = memory.tastes().buyer(dice);
        return user.isPresent() && office.logIn(user.get());
    }

    private boolean restock() throws SQLException {
        if (memory.products().isEmpty()) {
            return false;
        }
        Integer soldOut = memory.soldOut().pollFirst();
        return office.restock(soldOut == null ? dice.pick(memory.products()) : soldOut);
    }

    private boolean settle() throws SQLException {
        Integer order = memory.pendingOrders().pollFirst();
        return order != null && desk.settle(order);
    }

    private boolean edit() throws SQLException {
        Optional<Integer> order = recentOrder();
        return order.isPresent() && desk.edit(order.get());
    }

    private boolean cancel() throws SQLException {
        Optional<Integer> order = recentOrder();
        return order.isPresent() && desk.cancel(order.get());
    }

    private boolean deleteOrder() throws SQLException {
        Integer order = memory.recentOrders().pollLast();
        return order != null && desk.delete(order);
    }

    private boolean erase() throws SQLException {
        Integer user = memory.newcomers().pollFirst();
        if (user == null) {
            return false;
        }
        memory.tastes().removeUser(user);
        return office.erase(user);
    }

    private Optional<Integer> recentOrder() {
        Deque<Integer> orders = memory.recentOrders();
        return orders.isEmpty()
                ? Optional.empty()
                : orders.stream().skip(dice.below(Math.min(orders.size(), 50))).findFirst();
    }
}
