package io.millrace.ml.compare;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.netlib.util.intW;

/**
 * Implicit ALS with the regularization of Rendle, Krichene, Zhang and Koren, "Revisiting the Performance of iALS on Item
 * Recommendation Benchmarks", which Spark's has not. Of
 *
 * <p>{@code Σ c (1 - x·y)² + a Σ (x·y)² + Σ λ (n + a m)^ν |x|²}
 *
 * <p>the first sum is over the pairs, each with its confidence c, the second over every user and item, and the third over
 * the factors of users and of items, each with its n pairs and the m that it could have. Users and items are solved by
 * turns, as in the program of the paper, and users once more in the end.
 *
 * @param users by user
 * @param items by item; zero where training does not know it
 */
record Ials(float[][] users, float[][] items) implements Recommender {

    /**
     * Fits the factors.
     *
     * @param train users by items, with confidences
     * @param profiles the same, with what users have beside training, by which the users are solved in the end
     */
    static Ials fit(SparseMatrix train, SparseMatrix profiles, IalsParameters parameters) {
        SparseMatrix transposed = train.transposed();
        int userCount = known(train);
        int itemCount = known(transposed);
        float[][] items = first(transposed.rowCount(), parameters);
        for (int sweep = 0; sweep < parameters.iterations(); sweep++) {
            float[][] users = new Side(items, itemCount, parameters).solve(train);
            items = new Side(users, userCount, parameters).solve(transposed);
        }
        return new Ials(new Side(items, itemCount, parameters).solve(profiles), items);
    }

    private static int known(SparseMatrix pairs) {
        return Math.toIntExact(IntStream.range(0, pairs.rowCount())
                .filter(row -> pairs.rowSize(row) > 0)
                .count());
    }

    private static float[][] first(int rows, IalsParameters parameters) {
        double scale = parameters.deviation() / Math.sqrt(parameters.rank());
        return IntStream.range(0, rows)
                .mapToObj(row -> {
                    var random = new SplittableRandom(parameters.seed() + row);
                    float[] factor = new float[parameters.rank()];
                    for (int index = 0; index < factor.length; index++) {
                        factor[index] = (float) (random.nextGaussian() * scale);
                    }
                    return factor;
                })
                .toArray(float[][]::new);
    }

    @Override
    public void score(int user, double[] scores) {
        float[] factor = users[user];
        for (int item = 0; item < items.length; item++) {
            double sum = 0;
            for (int index = 0; index < factor.length; index++) {
                sum += factor[index] * items[item][index];
            }
            scores[item] = sum;
        }
    }

    /**
     * The factors of one side, for which those of the other are solved.
     *
     * @param gramian the triangle of their products that the solver reads, times what unobserved pairs count
     */
    private record Side(float[][] factors, int known, IalsParameters parameters, double[] gramian) {
        Side(float[][] factors, int known, IalsParameters parameters) {
            this(factors, known, parameters, new double[parameters.rank() * parameters.rank()]);
            int rank = parameters.rank();
            // By column, so that sums have one order whatever the number of threads.
            IntStream.range(0, rank).parallel().forEach(column -> {
                for (float[] factor : factors) {
                    add(gramian, column * rank, factor, column, parameters.unobserved() * factor[column]);
                }
            });
        }

        private static void add(double[] matrix, int start, float[] factor, int column, double scaled) {
            for (int row = 0; row <= column; row++) {
                matrix[start + row] += scaled * factor[row];
            }
        }

        float[][] solve(SparseMatrix pairs) {
            return IntStream.range(0, pairs.rowCount())
                    .parallel()
                    .mapToObj(row -> solve(pairs, row))
                    .toArray(float[][]::new);
        }

        private float[] solve(SparseMatrix pairs, int row) {
            int rank = parameters.rank();
            float[] solution = new float[rank];
            if (pairs.rowSize(row) == 0) {
                return solution;
            }
            double[] left = gramian.clone();
            double[] right = new double[rank];
            for (int index = pairs.starts()[row]; index < pairs.starts()[row + 1]; index++) {
                float[] factor = factors[pairs.columns()[index]];
                double confidence = pairs.values()[index];
                for (int column = 0; column < rank; column++) {
                    double scaled = confidence * factor[column];
                    right[column] += scaled;
                    add(left, column * rank, factor, column, scaled);
                }
            }
            double held = parameters.regularization()
                    * Math.pow(pairs.rowSize(row) + parameters.unobserved() * known, parameters.power());
            for (int column = 0; column < rank; column++) {
                left[column * rank + column] += held;
            }
            var info = new intW(0);
            JavaLAPACK.getInstance().dposv("U", rank, 1, left, rank, right, rank, info);
            if (info.val != 0) {
                throw new IllegalStateException(
                        "A positive regularization makes the matrix definite, but LAPACK says " + info.val);
            }
            for (int column = 0; column < rank; column++) {
                solution[column] = (float) right[column];
            }
            return solution;
        }
    }
}
