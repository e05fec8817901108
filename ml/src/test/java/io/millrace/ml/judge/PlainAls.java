package io.millrace.ml.judge;

import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.als.FoldIn;
import io.millrace.ml.rank.ItemMatrix;
import java.util.Random;
import java.util.stream.IntStream;

/** ALS without Spark: solves one side for the other in turns, by the equation that ImplicitAlsTest holds Spark to. */
final class PlainAls {
    private PlainAls() {}

    /** The item factors that fit these users; items are those below the count. */
    static ItemMatrix fit(int[][] itemsOfUser, int itemCount, AlsParameters parameters) {
        int[][] usersOfItem = transposed(itemsOfUser, itemCount);
        ItemMatrix users = random(itemsOfUser.length, parameters);
        ItemMatrix items = solved(usersOfItem, users, parameters);
        for (int sweep = 1; sweep < parameters.iterations(); sweep++) {
            users = solved(itemsOfUser, items, parameters);
            items = solved(usersOfItem, users, parameters);
        }
        return items;
    }

    private static int[][] transposed(int[][] rows, int columns) {
        return IntStream.range(0, columns)
                .mapToObj(column -> IntStream.range(0, rows.length)
                        .filter(row -> IntStream.of(rows[row]).anyMatch(each -> each == column))
                        .toArray())
                .toArray(int[][]::new);
    }

    private static ItemMatrix random(int rows, AlsParameters parameters) {
        var random = new Random(parameters.seed());
        float[] factors = new float[rows * parameters.rank()];
        for (int index = 0; index < factors.length; index++) {
            factors[index] = (float) Math.abs(random.nextGaussian());
        }
        return new ItemMatrix(IntStream.range(0, rows).toArray(), parameters.rank(), factors);
    }

    private static ItemMatrix solved(int[][] neighbours, ItemMatrix others, AlsParameters parameters) {
        var equation = new FoldIn(others, parameters);
        float[] factors = new float[neighbours.length * parameters.rank()];
        for (int row = 0; row < neighbours.length; row++) {
            float[] factor = equation.of(neighbours[row], Library.ones(neighbours[row].length));
            System.arraycopy(factor, 0, factors, row * parameters.rank(), parameters.rank());
        }
        return new ItemMatrix(IntStream.range(0, neighbours.length).toArray(), parameters.rank(), factors);
    }
}
