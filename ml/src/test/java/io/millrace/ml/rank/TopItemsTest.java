package io.millrace.ml.rank;

import io.millrace.ml.rank.TopItems.ScoredUser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopItemsTest {
    private static final int ITEMS = 1500;
    private static final int RANK = 7;

    @Test
    void blockedSearchAgreesWithSortingAllScores() {
        var random = new Random(3);
        ItemMatrix items = matrix(random, ITEMS);
        var allowed = new BitSet();
        IntStream.range(0, ITEMS).filter(position -> random.nextInt(4) > 0).forEach(allowed::set);
        List<ScoredUser> users = new ArrayList<>();
        for (int user = 0; user < 9; user++) {
            int[] excluded = random.ints(40, 0, ITEMS).sorted().distinct().toArray();
            users.add(new ScoredUser(vector(random), excluded));
        }

        List<TopList> lists = new TopItems(items, allowed, 10).of(users);

        for (int user = 0; user < users.size(); user++) {
            assertThat(lists.get(user).positions()).isEqualTo(sorted(items, allowed, users.get(user)));
        }
    }

    private static int[] sorted(ItemMatrix items, BitSet allowed, ScoredUser user) {
        return IntStream.range(0, items.size())
                .filter(allowed::get)
                .filter(position -> Arrays.binarySearch(user.excluded(), position) < 0)
                .boxed()
                .sorted(Comparator.comparing((Integer position) -> -items.score(position, user.factor()))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(10)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Test
    void equalScoresStandInTheOrderOfTheItems() {
        var items = new ItemMatrix(new int[] {4, 6, 9}, 1, new float[] {1, 1, 1});
        var allowed = new BitSet();
        allowed.set(0, 3);

        TopList list = new TopItems(items, allowed, 2)
                .of(List.of(new ScoredUser(new float[] {1}, new int[] {})))
                .get(0);

        assertThat(list.positions()).containsExactly(0, 1);
    }

    @Test
    void aListIsShorterWhereTooFewItemsAreLeft() {
        var items = new ItemMatrix(new int[] {4, 6, 9}, 1, new float[] {1, 2, 3});
        var allowed = new BitSet();
        allowed.set(0, 3);

        TopList list = new TopItems(items, allowed, 5)
                .of(List.of(new ScoredUser(new float[] {1}, new int[] {1})))
                .get(0);

        assertThat(list.positions()).containsExactly(2, 0);
        assertThat(list.score(0)).isEqualTo(3);
    }

    @Test
    void itemsWithoutAFactorHaveNoPosition() {
        var items = new ItemMatrix(new int[] {4, 6, 9}, 1, new float[] {1, 2, 3});

        assertThat(items.positions(List.of(9, 5, 4, 9))).containsExactly(0, 2);
    }

    private static ItemMatrix matrix(Random random, int count) {
        float[] factors = new float[count * RANK];
        for (int index = 0; index < factors.length; index++) {
            factors[index] = (float) random.nextGaussian();
        }
        return new ItemMatrix(IntStream.range(0, count).toArray(), RANK, factors);
    }

    private static float[] vector(Random random) {
        float[] vector = new float[RANK];
        for (int index = 0; index < RANK; index++) {
            vector[index] = (float) random.nextGaussian();
        }
        return vector;
    }
}
