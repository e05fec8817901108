package io.millrace.serving.factors;

import io.millrace.serving.factors.FoldIn.Tie;
import io.millrace.serving.factors.FoldedUser.Contribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class FoldInTest {
    private static final double LAMBDA = 0.07;
    private static final double ALPHA = 12;

    private static FactorMatrix matrix(int rank, int items, Random random) {
        var matrix = new FactorMatrix(rank, items);
        float[] row = new float[rank];
        for (int item = 0; item < items; item++) {
            for (int factor = 0; factor < rank; factor++) {
                row[factor] = (float) random.nextGaussian() * 0.3f;
            }
            matrix.put(item, row, 0);
        }
        return matrix;
    }

    private static List<Tie> ties(int count, int items, Random random) {
        List<Tie> ties = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            // One in five takes back: it adds confidence, and no preference.
            double strength = random.nextInt(5) == 0 ? -random.nextDouble() : random.nextDouble() * 4;
            ties.add(new Tie(index * items / count, strength));
        }
        return ties;
    }

    @ParameterizedTest
    @CsvSource({"1, 5, 1", "4, 300, 3", "8, 257, 40", "10, 1000, 200", "64, 600, 50"})
    void theVectorSolvesTheEquationOfTraining(int rank, int items, int interactions) {
        // Given
        var random = new Random(rank);
        FactorMatrix matrix = matrix(rank, items, random);
        List<Tie> ties = new ArrayList<>(ties(interactions, items, random));
        ties.set(0, new Tie(ties.get(0).item(), 1.5));
        // When
        float[] vector =
                new FoldIn(matrix, LAMBDA, ALPHA).fold(ties).orElseThrow().vector();
        // Then
        double[] expected = solvedByElimination(matrix, ties);
        for (int factor = 0; factor < rank; factor++) {
            assertThat((double) vector[factor]).isCloseTo(expected[factor], within(1e-5));
        }
    }

    @Test
    void theContributionsAddUpToTheScore() {
        // Given
        var random = new Random(3);
        FactorMatrix matrix = matrix(16, 400, random);
        FoldedUser user =
                new FoldIn(matrix, LAMBDA, ALPHA).fold(ties(30, 400, random)).orElseThrow();
        // When
        var best = matrix.top(user.vector(), 5, item -> true).drain();
        // Then
        for (var scored : best) {
            double sum = user.contributions(matrix.factor(scored.item())).stream()
                    .mapToDouble(Contribution::amount)
                    .sum();
            assertThat(sum).isCloseTo(scored.score(), within(1e-4));
        }
    }

    @Test
    void withoutAPositiveInteractionThereIsNoUser() {
        var random = new Random(4);
        var foldIn = new FoldIn(matrix(4, 10, random), LAMBDA, ALPHA);
        assertThat(foldIn.fold(List.of())).isEmpty();
        assertThat(foldIn.fold(List.of(new Tie(1, 0), new Tie(2, -1)))).isEmpty();
    }

    @Test
    void anEquationWithoutASingleSolutionMakesNoUser() {
        var zero = new FactorMatrix(4, 10);
        assertThat(new FoldIn(zero, 0, ALPHA).fold(List.of(new Tie(1, 1)))).isEmpty();
    }

    /** The equation written out, solved by Gauss' elimination with the largest pivot. */
    private static double[] solvedByElimination(FactorMatrix items, List<Tie> ties) {
        int rank = items.rank();
        double[][] system = new double[rank][rank + 1];
        for (int item = 0; item < items.count(); item++) {
            add(system, items.factor(item), 1, 0);
        }
        int positive = 0;
        for (Tie tie : ties) {
            double confidence = ALPHA * Math.abs((float) tie.strength());
            positive += tie.strength() > 0 ? 1 : 0;
            add(system, items.factor(tie.item()), confidence, tie.strength() > 0 ? 1 + confidence : 0);
        }
        for (int line = 0; line < rank; line++) {
            system[line][line] += LAMBDA * positive;
        }
        for (int column = 0; column < rank; column++) {
            int pivot = column;
            for (int line = column; line < rank; line++) {
                pivot = Math.abs(system[line][column]) > Math.abs(system[pivot][column]) ? line : pivot;
            }
            double[] swapped = system[column];
            system[column] = system[pivot];
            system[pivot] = swapped;
            for (int line = 0; line < rank; line++) {
                double share = line == column ? 0 : system[line][column] / system[column][column];
                for (int index = column; index <= rank; index++) {
                    system[line][index] -= share * system[column][index];
                }
            }
        }
        double[] solution = new double[rank];
        for (int line = 0; line < rank; line++) {
            solution[line] = system[line][rank] / system[line][line];
        }
        return solution;
    }

    private static void add(double[][] system, double[] row, double weight, double right) {
        int rank = row.length;
        for (int line = 0; line < rank; line++) {
            for (int column = 0; column < rank; column++) {
                system[line][column] += weight * row[line] * row[column];
            }
            system[line][rank] += right * row[line];
        }
    }
}
