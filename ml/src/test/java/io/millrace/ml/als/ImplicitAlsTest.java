package io.millrace.ml.als;

import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.TestLake;
import io.millrace.ml.rank.ItemMatrix;
import io.millrace.ml.rank.UserVectors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ImplicitAlsTest {
    private static final AlsParameters PARAMETERS = new AlsParameters(6, 0.07, 5, 5, 42, 2, 2);
    private static final int USERS = 60;
    private static final Lake LAKE = TestLake.create();

    private static final Map<Integer, Map<Integer, Float>> STRENGTHS = new TreeMap<>();
    private static Dataset<Row> ratings;
    private static Factors factors;

    @BeforeAll
    static void fit() {
        var random = new Random(8);
        List<Row> rows = new ArrayList<>();
        for (int user = 0; user < USERS; user++) {
            STRENGTHS.put(user, new TreeMap<>());
            for (int count = 0; count < 3 + user % 9; count++) {
                int item = user % 5 + 5 * random.nextInt(8);
                STRENGTHS.get(user).put(item, 0.1f + 3 * random.nextFloat());
            }
            int each = user;
            STRENGTHS.get(user).forEach((item, strength) -> rows.add(RowFactory.create(each, item, strength)));
        }
        ratings = TestLake.rows(LAKE, "user_number int, item_number int, strength float", rows.toArray(Row[]::new));
        factors = new ImplicitAls(PARAMETERS, LAKE.spark(), LAKE.root() + "/checkpoints").fit(ratings);
    }

    private static Map<Integer, float[]> vectors(Dataset<Row> rows) {
        Map<Integer, float[]> vectors = new HashMap<>();
        rows.select("id", "features")
                .collectAsList()
                .forEach(row -> vectors.put(row.getInt(0), UserVectors.of(row, 1)));
        return vectors;
    }

    @Test
    void solvingTheNormalEquationForOneUserGivesTheTrainedFactor() {
        Map<Integer, float[]> items = vectors(factors.items());
        Map<Integer, float[]> users = vectors(factors.users());

        assertThat(users).hasSize(USERS);
        users.forEach((user, trained) -> {
            double[] solved = solve(items, STRENGTHS.get(user));
            for (int index = 0; index < trained.length; index++) {
                assertThat((double) trained[index]).as("user " + user).isCloseTo(solved[index], within(1e-4));
            }
        });
    }

    /** {@code (YtY + sum c y yt + lambda n I) x = sum (1 + c) y} with {@code c = alpha r}, as Spark's ALS has it. */
    private static double[] solve(Map<Integer, float[]> items, Map<Integer, Float> strengths) {
        int rank = PARAMETERS.rank();
        double[][] left = new double[rank][rank];
        double[] right = new double[rank];
        items.values().forEach(item -> add(left, item, 1));
        strengths.forEach((item, strength) -> {
            double confidence = PARAMETERS.alpha() * strength;
            add(left, items.get(item), confidence);
            for (int index = 0; index < rank; index++) {
                right[index] += (1 + confidence) * items.get(item)[index];
            }
        });
        for (int index = 0; index < rank; index++) {
            left[index][index] += PARAMETERS.regularization() * strengths.size();
        }
        return eliminate(left, right);
    }

    private static void add(double[][] matrix, float[] vector, double weight) {
        for (int row = 0; row < vector.length; row++) {
            for (int column = 0; column < vector.length; column++) {
                matrix[row][column] += weight * vector[row] * vector[column];
            }
        }
    }

    private static double[] eliminate(double[][] matrix, double[] right) {
        int size = right.length;
        for (int pivot = 0; pivot < size; pivot++) {
            for (int row = pivot + 1; row < size; row++) {
                double factor = matrix[row][pivot] / matrix[pivot][pivot];
                for (int column = pivot; column < size; column++) {
                    matrix[row][column] -= factor * matrix[pivot][column];
                }
                right[row] -= factor * right[pivot];
            }
        }
        double[] solution = new double[size];
        for (int row = size - 1; row >= 0; row--) {
            double sum = right[row];
            for (int column = row + 1; column < size; column++) {
                sum -= matrix[row][column] * solution[column];
            }
            solution[row] = sum / matrix[row][row];
        }
        return solution;
    }

    @Test
    void foldingAUserInGivesTheTrainedFactor() {
        ItemMatrix items = ItemMatrix.of(factors.items(), PARAMETERS.rank());
        var foldIn = new FoldIn(items, PARAMETERS);

        vectors(factors.users()).forEach((user, trained) -> {
            Map<Integer, Float> strengths = STRENGTHS.get(user);
            float[] folded = foldIn.of(
                    strengths.keySet().stream().mapToInt(Integer::intValue).toArray(),
                    strengths.values().stream().mapToDouble(Float::doubleValue).toArray());
            for (int index = 0; index < trained.length; index++) {
                assertThat(folded[index]).as("user " + user).isCloseTo(trained[index], within(1e-4f));
            }
        });
        assertThat(foldIn.of(new int[] {999}, new double[] {1})).containsOnly(0);
    }

    @Test
    void whatServingFoldsInItsTestsIsWhatTrainingMade() {
        new TrainedUsers(PARAMETERS, vectors(factors.items()), vectors(factors.users()), STRENGTHS).requireInServing();
    }

    @Test
    void theSameRatingsInAnotherOrderGiveTheSameFactors() {
        Dataset<Row> reversed = ratings.orderBy(
                        ratings.col("item_number").desc(),
                        ratings.col("user_number").desc())
                .repartition(3);

        Factors again = new ImplicitAls(PARAMETERS, LAKE.spark(), LAKE.root() + "/checkpoints").fit(reversed);

        Map<Integer, float[]> before = vectors(factors.users());
        vectors(again.users()).forEach((user, factor) -> assertThat(factor).isEqualTo(before.get(user)));
    }

    @Test
    void itemsThatAUserLikesScoreHigherThanOthers() {
        Map<Integer, float[]> items = vectors(factors.items());
        Map<Integer, float[]> users = vectors(factors.users());

        long ownFirst = users.entrySet().stream()
                .filter(user -> items.entrySet().stream()
                                        .max(Comparator.comparingDouble(item -> dot(item.getValue(), user.getValue())))
                                        .orElseThrow()
                                        .getKey()
                                % 5
                        == user.getKey() % 5)
                .count();

        assertThat(ownFirst).isEqualTo(USERS);
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int index = 0; index < left.length; index++) {
            sum += left[index] * right[index];
        }
        return sum;
    }
}
