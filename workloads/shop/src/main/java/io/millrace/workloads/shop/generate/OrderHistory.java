package io.millrace.workloads.shop.generate;

import io.millrace.workloads.shop.database.Order;
import io.millrace.workloads.shop.database.OrderLine;
import io.millrace.workloads.shop.database.OrderStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** All orders of a plan in the order of their time and id; no customer orders before having signed up. */
final class OrderHistory implements Iterator<Order> {
    private static final BigDecimal SALE = new BigDecimal("0.85");
    private static final Duration STILL_OPEN = Duration.ofDays(2);

    private final ShopPlan plan;
    private final Catalogue catalogue;
    private final Dice dice;
    private final Instant[] times;
    private final List<Basket> baskets = new ArrayList<>();
    private final List<Customer> customers;
    private final double[] activity;
    private int signedUp;
    private int placed;
    private int lines;
    private int month;
    private MonthlyTaste taste;

    OrderHistory(ShopPlan plan, Catalogue catalogue, Customers customers) {
        this.plan = plan;
        this.catalogue = catalogue;
        this.customers = customers.all();
        this.dice = new Dice(plan.seed(), "orders");
        this.times = OrderTimes.of(plan);
        this.activity = Dice.runningTotals(
                this.customers.stream().mapToDouble(Customer::activity).toArray());
    }

    @Override
    public boolean hasNext() {
        return placed < times.length;
    }

    @Override
    public Order next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Instant time = times[placed++];
        admitUntil(time);
        turnMonth(time);
        int buyer = dice.index(activity, signedUp);
        Collection<CatalogueItem> items = baskets.get(buyer).fill(taste, dice);
        return new Order(placed, customers.get(buyer).id(), status(time), time, lines(items, time));
    }

    private void admitUntil(Instant time) {
        while (signedUp < customers.size()
                && !customers.get(signedUp).signedUp().isAfter(time)) {
            baskets.add(new Basket(customers.get(signedUp)));
            signedUp++;
        }
    }

    private void turnMonth(Instant time) {
        int now = time.atZone(ZoneOffset.UTC).getMonthValue();
        if (now != month) {
            month = now;
            taste = new MonthlyTaste(catalogue, month);
        }
    }

    private List<OrderLine> lines(Collection<CatalogueItem> items, Instant time) {
        boolean sale = inSale(time);
        List<OrderLine> result = new ArrayList<>(items.size());
        for (CatalogueItem item : items) {
            boolean consumable = item.category().sales().repeatRate() > 0.3;
            int quantity = consumable ? dice.geometric(1.6, 6) : dice.geometric(1.1, 3);
            BigDecimal price = item.product().price();
            BigDecimal paid = sale && dice.hits(0.5) ? price.multiply(SALE).setScale(2, RoundingMode.HALF_UP) : price;
            result.add(new OrderLine(++lines, placed, item.product().id(), quantity, paid));
        }
        return result;
    }

    private static boolean inSale(Instant time) {
        int dayOfYear = time.atZone(ZoneOffset.UTC).getDayOfYear();
        return dayOfYear <= 14 || (dayOfYear >= 325 && dayOfYear <= 332);
    }

    private OrderStatus status(Instant time) {
        if (time.isAfter(plan.until().minus(STILL_OPEN)) && dice.hits(0.4)) {
            return OrderStatus.PENDING;
        }
        double point = dice.fraction();
        if (point < 0.04) {
            return OrderStatus.CANCELLED;
        }
        return point < 0.07 ? OrderStatus.REFUNDED : OrderStatus.COMPLETED;
    }
}
