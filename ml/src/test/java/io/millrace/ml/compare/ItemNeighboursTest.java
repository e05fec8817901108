package io.millrace.ml.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ItemNeighboursTest {
    // Columns: a = (1, 2, 0), b = (1, 0, 3), c = (0, 4, 5).
    private final SparseMatrix train =
            SparseMatrix.of(Logs.of("u1,a,1", "u1,b,1", "u2,a,2", "u2,c,4", "u3,b,3", "u3,c,5"));

    private static double[] scores(ItemNeighbours model, int user) {
        double[] scores = new double[model.profiles().columnCount()];
        model.score(user, scores);
        return scores;
    }

    @Test
    void scoresAreSumsOfSimilarityTimesValue() {
        double ab = 1 / (Math.sqrt(5) * Math.sqrt(10));
        double ac = 8 / (Math.sqrt(5) * Math.sqrt(41));
        double bc = 15 / (Math.sqrt(10) * Math.sqrt(41));

        double[] scores = scores(ItemNeighbours.of(train, 10, 0), 0);

        assertThat(scores[0]).isCloseTo(ab, within(1e-12));
        assertThat(scores[1]).isCloseTo(ab, within(1e-12));
        assertThat(scores[2]).isCloseTo(ac + bc, within(1e-12));
    }

    @Test
    void shrinkageLowersSimilarityOfRareItemsMore() {
        double ac = 8 / (Math.sqrt(5) * Math.sqrt(41) + 7);
        double bc = 15 / (Math.sqrt(10) * Math.sqrt(41) + 7);

        double[] scores = scores(ItemNeighbours.of(train, 10, 7), 0);

        assertThat(scores[2]).isCloseTo(ac + bc, within(1e-12));
    }

    @Test
    void onlyTheNearestNeighboursOfTheScoredItemCount() {
        // Nearest to a is c (0.559), to b is c (0.741), to c is b.
        double bc = 15 / (Math.sqrt(10) * Math.sqrt(41));
        double ac = 8 / (Math.sqrt(5) * Math.sqrt(41));
        ItemNeighbours model = ItemNeighbours.of(train, 1, 0);

        assertThat(scores(model, 0)).containsExactly(0, 0, bc);
        assertThat(scores(model, 1)[0]).isCloseTo(4 * ac, within(1e-12));
    }

    @Test
    void manyItemsInBlocksAgreeWithTheDefinition() {
        var random = new Random(5);
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < 4000; row++) {
            rows.add("u%d,i%d,%d".formatted(random.nextInt(60), random.nextInt(600), 1 + random.nextInt(5)));
        }
        SparseMatrix matrix = SparseMatrix.of(Logs.of(rows.toArray(String[]::new)));
        double[][] dense = new double[matrix.rowCount()][matrix.columnCount()];
        for (int user = 0; user < dense.length; user++) {
            for (int index = matrix.starts()[user]; index < matrix.starts()[user + 1]; index++) {
                dense[user][matrix.columns()[index]] = matrix.values()[index];
            }
        }
        ItemNeighbours model = ItemNeighbours.of(matrix, matrix.columnCount(), 3);

        for (int item = 0; item < matrix.columnCount(); item++) {
            double expected = 0;
            for (int other = 0; other < matrix.columnCount(); other++) {
                expected += other == item ? 0 : dense[7][other] * similarity(dense, item, other);
            }
            assertThat(scores(model, 7)[item]).isCloseTo(expected, within(1e-9));
        }
    }

    private static double similarity(double[][] dense, int left, int right) {
        double product = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (double[] row : dense) {
            product += row[left] * row[right];
            leftSquares += row[left] * row[left];
            rightSquares += row[right] * row[right];
        }
        return product / (Math.sqrt(leftSquares) * Math.sqrt(rightSquares) + 3);
    }
}
