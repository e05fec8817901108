package io.millrace.workloads.shop.generate;

import io.millrace.workloads.shop.database.Order;
import io.millrace.workloads.shop.database.OrderLine;
import io.millrace.workloads.shop.database.OrderStatus;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OrderHistoryTest {
    private final GeneratedShop shop = GeneratedShop.standard();

    @Test
    void theSamePlanGivesTheSameOrders() {
        // Given
        var plan = new ShopPlan(50, 60, 500, 3, ShopPlan.DEFAULT_UNTIL);

        // Then
        assertThat(GeneratedShop.of(plan).orders())
                .isEqualTo(GeneratedShop.of(plan).orders());
    }

    @Test
    void anotherSeedGivesOtherOrders() {
        // Given
        var plan = new ShopPlan(50, 60, 500, 3, ShopPlan.DEFAULT_UNTIL);
        var other = new ShopPlan(50, 60, 500, 4, ShopPlan.DEFAULT_UNTIL);

        // Then
        assertThat(GeneratedShop.of(plan).orders())
                .isNotEqualTo(GeneratedShop.of(other).orders());
    }

    @Test
    void ordersComeInTheOrderOfTimeAndIdWithinThePeriod() {
        List<Order> orders = shop.orders();
        assertThat(orders).hasSize(40_000);
        assertThat(orders).isSortedAccordingTo(Comparator.comparing(Order::createdAt));
        assertThat(orders).isSortedAccordingTo(Comparator.comparing(Order::id));
        assertThat(orders.get(0).createdAt()).isAfterOrEqualTo(shop.plan().from());
        assertThat(orders.get(orders.size() - 1).createdAt())
                .isBefore(shop.plan().until());
    }

    @Test
    void nobodyOrdersBeforeSigningUp() {
        assertThat(shop.orders()).allMatch(order -> !order.createdAt()
                .isBefore(shop.customers().all().get(order.userId() - 1).signedUp()));
    }

    @Test
    void anOrderHasTwoToThreeDifferentProductsOnAverage() {
        assertThat(shop.orders())
                .allMatch(order -> order.lines().stream()
                                .map(OrderLine::productId)
                                .distinct()
                                .count()
                        == order.lines().size());
        int lines =
                shop.orders().stream().mapToInt(order -> order.lines().size()).sum();
        assertThat((double) lines / shop.orders().size()).isBetween(2.0, 3.0);
    }

    @Test
    void mostOrdersAreCompletedAndOnlyTheNewestArePending() {
        assertThat(share(order -> order.status() == OrderStatus.COMPLETED)).isBetween(0.9, 0.95);
        assertThat(share(order -> order.status() == OrderStatus.CANCELLED)).isBetween(0.03, 0.05);
        assertThat(share(order -> order.status() == OrderStatus.REFUNDED)).isBetween(0.02, 0.04);
        assertThat(shop.orders())
                .filteredOn(order -> order.status() == OrderStatus.PENDING)
                .isNotEmpty()
                .allMatch(order -> order.createdAt().isAfter(shop.plan().until().minus(Duration.ofDays(2))));
    }

    @Test
    void aTenthOfTheProductsMakesAThirdOfTheSales() {
        // Given
        Map<Integer, Integer> sold = new HashMap<>();
        shop.orders().stream()
                .flatMap(order -> order.lines().stream())
                .forEach(line -> sold.merge(line.productId(), 1, Integer::sum));

        // When
        int top = sold.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(100)
                .mapToInt(Integer::intValue)
                .sum();
        int all = sold.values().stream().mapToInt(Integer::intValue).sum();

        // Then
        assertThat((double) top / all).isBetween(0.25, 0.5);
    }

    @Test
    void coffeeIsBoughtAgainAndFurnitureIsNot() {
        assertThat(repeats(Category.COFFEE)).isGreaterThan(2 * repeats(Category.FURNITURE));
    }

    @Test
    void plantsSellInSpringAndToysBeforeChristmas() {
        assertThat(soldIn(4, Category.PLANTS)).isGreaterThan(1.5 * soldIn(10, Category.PLANTS));
        assertThat(soldIn(12, Category.TOYS)).isGreaterThan(1.5 * soldIn(6, Category.TOYS));
    }

    private double share(Predicate<Order> what) {
        return (double) shop.orders().stream().filter(what).count()
                / shop.orders().size();
    }

    /** The share of a category's lines that repeat an earlier line of the same user and product. */
    private double repeats(Category category) {
        Set<List<Integer>> seen = new HashSet<>();
        int lines = 0;
        int again = 0;
        for (Order order : shop.orders()) {
            for (OrderLine line : order.lines()) {
                if (shop.item(line.productId()).category() == category) {
                    lines++;
                    again += seen.add(List.of(order.userId(), line.productId())) ? 0 : 1;
                }
            }
        }
        return (double) again / lines;
    }

    /** The share of a category among the lines of a month. */
    private double soldIn(int month, Category category) {
        List<OrderLine> lines = shop.orders().stream()
                .filter(order -> order.createdAt().atZone(ZoneOffset.UTC).getMonthValue() == month)
                .flatMap(order -> order.lines().stream())
                .toList();
        long ofCategory = lines.stream()
                .filter(line -> shop.item(line.productId()).category() == category)
                .count();
        return (double) ofCategory / lines.size();
    }
}
