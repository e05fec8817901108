package io.millrace.serving.factors;

import io.millrace.serving.factors.TopItems.Scored;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

class FactorMatrixTest {

    // Small whole numbers: sums are exact in any order, and there are many equal scores.
    private static float[] wholeNumbers(int count, Random random) {
        float[] numbers = new float[count];
        for (int index = 0; index < count; index++) {
            numbers[index] = random.nextInt(7) - 3;
        }
        return numbers;
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 10, 20", "4, 511, 10", "5, 512, 10", "7, 513, 100", "64, 2000, 10", "66, 1000, 999"})
    void theTopItemsAreTheFirstOfTheSortedOnes(int rank, int items, int limit) {
        // Given
        var random = new Random(items);
        float[] numbers = wholeNumbers(items * rank, random);
        float[] user = wholeNumbers(rank, random);
        var matrix = new FactorMatrix(rank, items);
        IntStream.range(0, items).forEach(item -> matrix.put(item, numbers, item * rank));
        IntPredicate mayBeShown = item -> item % 3 != 1;
        // When
        List<Scored> top = matrix.top(user, limit, mayBeShown).drain();
        // Then
        List<Scored> sorted = IntStream.range(0, items)
                .filter(mayBeShown)
                .mapToObj(item -> new Scored(item, score(numbers, item, user)))
                .sorted(Comparator.comparing(Scored::score).reversed().thenComparing(Scored::item))
                .limit(limit)
                .toList();
        assertThat(top).isEqualTo(sorted);
    }

    private static float score(float[] numbers, int item, float[] user) {
        float score = 0;
        for (int factor = 0; factor < user.length; factor++) {
            score += numbers[item * user.length + factor] * user[factor];
        }
        return score;
    }

    @Test
    void cosinesAreThoseOfTheAnglesBetweenVectorAndFactors() {
        // Given
        var random = new Random(5);
        float[] numbers = wholeNumbers(600 * 3, random);
        IntStream.range(0, 3).forEach(factor -> numbers[factor] = 0);
        var matrix = new FactorMatrix(3, 600);
        IntStream.range(0, 600).forEach(item -> matrix.put(item, numbers, item * 3));
        float[] vector = {2, -1, 0.5f};
        double length = Math.sqrt(4 + 1 + 0.25);
        // When
        float[] cosines = new float[600];
        matrix.cosine(
                vector, Optional.empty(), (first, count, scores) -> System.arraycopy(scores, 0, cosines, first, count));
        // Then
        for (int item = 0; item < 600; item++) {
            double both = length * matrix.length(item);
            assertThat((double) cosines[item])
                    .isEqualTo(both == 0 ? 0 : score(numbers, item, vector) / both, within(1e-5));
        }
    }

    @Test
    void thoseWhoNeedSomeItemsHearOfThese() {
        // Given
        var random = new Random(6);
        float[] numbers = wholeNumbers(4_000 * 5, random);
        float[] vector = wholeNumbers(5, random);
        var matrix = new FactorMatrix(5, 4_000);
        IntStream.range(0, 4_000).forEach(item -> matrix.put(item, numbers, item * 5));
        var some = new BitSet();
        IntStream.of(3, 511, 512, 3_999).forEach(some::set);
        // When
        Map<Integer, Float> heard = new HashMap<>();
        matrix.score(vector, Optional.of(some), (first, count, scores) -> IntStream.range(0, count)
                .forEach(index -> heard.put(first + index, scores[index])));
        // Then
        some.stream().forEach(item -> assertThat(heard.get(item)).isEqualTo(score(numbers, item, vector)));
        assertThat(heard).hasSizeLessThan(2_000);
    }

    @Test
    void numbersThatAreNotFiniteAreRefused() {
        var matrix = new FactorMatrix(2, 1);
        assertThatThrownBy(() -> matrix.put(0, new float[] {1, Float.NaN}, 0)).hasMessage("Factor 1 of item 0 is NaN");
    }
}
