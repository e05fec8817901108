package io.millrace.ml.rank;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The factors of all items in one block of memory, in the order of the items' numbers. An item's place in that order is
 * its position.
 */
public final class ItemMatrix implements Serializable {
    private static final long serialVersionUID = 1;

    private final int[] numbers;
    private final int rank;
    private final float[] factors;

    /**
     * Takes over the arrays.
     *
     * @param numbers of the items, ascending
     * @param factors of item 0, then of item 1, and so on
     */
    public ItemMatrix(int[] numbers, int rank, float[] factors) {
        this.numbers = numbers;
        this.rank = rank;
        this.factors = factors;
    }

    /** Collects rows of id and features. */
    public static ItemMatrix of(Dataset<Row> items, int rank) {
        List<Row> rows = items.select("id", "features").collectAsList().stream()
                .sorted(Comparator.comparingInt(row -> row.getInt(0)))
                .toList();
        int[] numbers = new int[rows.size()];
        float[] factors = new float[rows.size() * rank];
        for (int position = 0; position < numbers.length; position++) {
            numbers[position] = rows.get(position).getInt(0);
            List<Float> features = rows.get(position).getList(1);
            for (int index = 0; index < rank; index++) {
                factors[position * rank + index] = features.get(index);
            }
        }
        return new ItemMatrix(numbers, rank, factors);
    }

    public int size() {
        return numbers.length;
    }

    public int rank() {
        return rank;
    }

    public int number(int position) {
        return numbers[position];
    }

    /** The item's factor. */
    public float[] factor(int position) {
        return Arrays.copyOfRange(factors, position * rank, (position + 1) * rank);
    }

    /** The item's position; below zero if it has no factor. */
    public int position(int number) {
        return Arrays.binarySearch(numbers, number);
    }

    /** The positions of those of these items that have one, ascending and each once. */
    public int[] positions(List<Integer> items) {
        return items.stream()
                .mapToInt(this::position)
                .filter(position -> position >= 0)
                .sorted()
                .distinct()
                .toArray();
    }

    /** The product of an item's factor with a user's. */
    public float score(int position, float[] user) {
        int start = position * rank;
        float even = 0;
        float odd = 0;
        int index = 0;
        // Two sums, because one would make each addition wait for the one before it.
        for (; index + 1 < rank; index += 2) {
            even += factors[start + index] * user[index];
            odd += factors[start + index + 1] * user[index + 1];
        }
        return index < rank ? even + odd + factors[start + index] * user[index] : even + odd;
    }
}
