package io.millrace.ml.als;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import io.millrace.ml.rank.ItemMatrix;
import java.io.Serializable;
import org.netlib.util.intW;

/**
 * Finds the factor of a user whom training did not know: the solution of the normal equation that Spark's ALS solves for a
 * user in its last half sweep, {@code (YtY + sum a y yt + lambda n I) x = sum (1 + a) y} with {@code a = alpha r} over the
 * user's items.
 */
public final class FoldIn implements Serializable {
    private static final long serialVersionUID = 1;

    private final ItemMatrix items;
    private final AlsParameters parameters;
    private final double[] gramian;

    /** Solves against these items, which were fitted with these parameters. */
    public FoldIn(ItemMatrix items, AlsParameters parameters) {
        this.items = items;
        this.parameters = parameters;
        this.gramian = new double[items.rank() * items.rank()];
        for (int position = 0; position < items.size(); position++) {
            add(gramian, items.factor(position), 1);
        }
    }

    /** Adds to the triangle that the solver reads: column by column the entries not below the diagonal. */
    private static void add(double[] matrix, float[] factor, double weight) {
        for (int column = 0; column < factor.length; column++) {
            double scaled = weight * factor[column];
            int start = column * factor.length;
            for (int row = 0; row <= column; row++) {
                matrix[start + row] += scaled * factor[row];
            }
        }
    }

    /**
     * The user's factor; all zero if none of the items has one.
     *
     * @param numbers of the user's items
     * @param strengths of the user's interactions with them
     */
    public float[] of(int[] numbers, double[] strengths) {
        int rank = items.rank();
        double[] left = gramian.clone();
        double[] right = new double[rank];
        int known = 0;
        for (int index = 0; index < numbers.length; index++) {
            int position = items.position(numbers[index]);
            if (position >= 0) {
                float[] factor = items.factor(position);
                double confidence = parameters.alpha() * strengths[index];
                add(left, factor, confidence);
                for (int row = 0; row < rank; row++) {
                    right[row] += (1 + confidence) * factor[row];
                }
                known++;
            }
        }
        return known == 0 ? new float[rank] : solved(left, right, known);
    }

    private float[] solved(double[] left, double[] right, int known) {
        int rank = right.length;
        for (int row = 0; row < rank; row++) {
            left[row * rank + row] += parameters.regularization() * known;
        }
        var info = new intW(0);
        JavaLAPACK.getInstance().dposv("U", rank, 1, left, rank, right, rank, info);
        if (info.val != 0) {
            throw new IllegalStateException(
                    "A positive regularization makes the matrix definite, but LAPACK says " + info.val);
        }
        float[] factor = new float[rank];
        for (int row = 0; row < rank; row++) {
            factor[row] = (float) right[row];
        }
        return factor;
    }
}
