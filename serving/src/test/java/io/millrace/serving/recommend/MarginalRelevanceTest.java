package io.millrace.serving.recommend;

import io.millrace.serving.factors.FactorMatrix;
import io.millrace.serving.factors.TopItems.Scored;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class MarginalRelevanceTest {
    /** Items a, b, c and d: a and b point the same way, c across, d between. */
    private static final float[][] FACTORS = {{1, 0}, {2, 0}, {0, 1}, {0.6f, 0.8f}};

    private static final List<Scored> BEST =
            List.of(new Scored(0, 1.0f), new Scored(1, 0.9f), new Scored(3, 0.7f), new Scored(2, 0.5f));

    private static FactorMatrix matrix(float[][] factors) {
        var matrix = new FactorMatrix(factors[0].length, factors.length);
        for (int item = 0; item < factors.length; item++) {
            matrix.put(item, factors[item], 0);
        }
        return matrix;
    }

    private static String order(double diversity, int wanted) {
        var order = new StringBuilder();
        new MarginalRelevance(matrix(FACTORS), diversity)
                .first(wanted, BEST)
                .forEach(scored -> order.append((char) ('a' + scored.item())));
        return order.toString();
    }

    // Relevance is a 1, b 0.8, d 0.4, c 0; after a the likeness is b 1, d 0.6, c 0.
    @ParameterizedTest
    @CsvSource({
        // b 0.7 * 0.8 - 0.3 * 1 = 0.26, d 0.28 - 0.18 = 0.10, c 0; then d still 0.10, c 0.
        "0.3, abdc",
        // b 0.4 - 0.5 = -0.1, d 0.2 - 0.3 = -0.1, c 0; then d 0.2 - 0.5 * 0.8 = -0.2, b still -0.1.
        "0.5, acbd",
        // Only likeness: c 0, d -0.6, b -1; then d -0.8, b -1.
        "1, acdb",
        "0, abdc"
    })
    void theOrderIsThatOfAComputationByHand(double diversity, String order) {
        assertThat(order(diversity, 4)).isEqualTo(order);
    }

    @Test
    void aShorterListIsTheBeginningOfALongerOne() {
        for (int wanted = 1; wanted <= 4; wanted++) {
            assertThat(order(0.5, wanted)).isEqualTo("acbd".substring(0, wanted));
        }
    }

    @Test
    void anItemWithoutDirectionIsLikeNoOther() {
        var relevance = new MarginalRelevance(matrix(new float[][] {{1, 0}, {1, 0}, {0, 0}}), 0.9);
        List<Scored> best = List.of(new Scored(0, 3), new Scored(1, 2), new Scored(2, 1));
        assertThat(relevance.first(3, best)).extracting(Scored::item).containsExactly(0, 2, 1);
    }

    @Test
    void whatIsBehindTheCandidatesStaysWhereItIs() {
        int count = MarginalRelevance.CANDIDATES + 30;
        float[][] factors = new float[count][];
        for (int item = 0; item < count; item++) {
            factors[item] = new float[] {1, item % 7};
        }
        List<Scored> best = IntStream.range(0, count)
                .mapToObj(item -> new Scored(item, count - item))
                .toList();
        List<Scored> ordered = new MarginalRelevance(matrix(factors), 0.8).first(count - 10, best);
        assertThat(ordered).hasSize(count - 10).doesNotHaveDuplicates();
        assertThat(ordered.subList(MarginalRelevance.CANDIDATES, ordered.size()))
                .isEqualTo(best.subList(MarginalRelevance.CANDIDATES, count - 10));
        assertThat(ordered).isNotEqualTo(best.subList(0, count - 10));
    }
}
