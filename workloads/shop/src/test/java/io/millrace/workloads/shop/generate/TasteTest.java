package io.millrace.workloads.shop.generate;

import io.millrace.workloads.shop.database.Order;
import io.millrace.workloads.shop.database.OrderStatus;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The shop has something to learn: who bought the same before buys the same later, in time and among new products. */
class TasteTest {
    private static final int LIST = 10;

    private final GeneratedShop shop = GeneratedShop.standard();
    private final int products = shop.plan().products();
    private final Map<Integer, Set<Integer>> before = new HashMap<>();
    private final Map<Integer, Set<Integer>> after = new HashMap<>();

    TasteTest() {
        int cut = shop.orders().size() * 8 / 10;
        collect(shop.orders().subList(0, cut), before);
        collect(shop.orders().subList(cut, shop.orders().size()), after);
        after.keySet().retainAll(before.keySet());
        after.forEach((user, bought) -> bought.removeAll(before.get(user)));
        after.values().removeIf(Set::isEmpty);
    }

    private static void collect(List<Order> orders, Map<Integer, Set<Integer>> bought) {
        for (Order order : orders) {
            if (order.status() == OrderStatus.COMPLETED) {
                order.lines().forEach(line -> bought.computeIfAbsent(order.userId(), user -> new HashSet<>())
                        .add(line.productId() - 1));
            }
        }
    }

    @Test
    void similarItemsPredictTheLastFifthOfTheOrdersFarBetterThanPopularity() {
        // Given
        double[] popularity = new double[products];
        before.values().forEach(items -> items.forEach(item -> popularity[item]++));
        double[][] similarity = cosines(popularity);

        // When
        double popular = meanNdcg(user -> popularity);
        double personal = meanNdcg(user -> scores(before.get(user), similarity));

        // Then
        assertThat(popular).isBetween(0.02, 0.1);
        assertThat(personal).isGreaterThan(2 * popular);
    }

    private double[][] cosines(double[] popularity) {
        var together = new double[products][products];
        for (Set<Integer> items : before.values()) {
            for (int one : items) {
                for (int other : items) {
                    together[one][other] += one == other ? 0 : 1;
                }
            }
        }
        for (int one = 0; one < products; one++) {
            for (int other = 0; other < products; other++) {
                together[one][other] /= Math.sqrt(popularity[one] * popularity[other]) + 1;
            }
        }
        return together;
    }

    private double[] scores(Set<Integer> items, double[][] similarity) {
        var scores = new double[products];
        for (int item : items) {
            Arrays.setAll(scores, other -> scores[other] + similarity[item][other]);
        }
        return scores;
    }

    private interface Recommender {
        double[] scores(int user);
    }

    /** Over users who bought before and bought something new after; what they had already is left out. */
    private double meanNdcg(Recommender recommender) {
        return after.keySet().stream()
                .mapToDouble(user -> ndcg(recommender.scores(user), before.get(user), after.get(user)))
                .average()
                .orElseThrow();
    }

    private double ndcg(double[] scores, Set<Integer> had, Set<Integer> wanted) {
        List<Integer> top = IntStream.range(0, products)
                .filter(item -> !had.contains(item))
                .boxed()
                .sorted((one, other) -> Double.compare(scores[other], scores[one]))
                .limit(LIST)
                .toList();
        double gain = IntStream.range(0, LIST)
                .filter(rank -> wanted.contains(top.get(rank)))
                .mapToDouble(TasteTest::discount)
                .sum();
        double ideal = IntStream.range(0, Math.min(LIST, wanted.size()))
                .mapToDouble(TasteTest::discount)
                .sum();
        return gain / ideal;
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2.0);
    }
}
