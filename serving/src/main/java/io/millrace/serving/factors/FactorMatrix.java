package io.millrace.serving.factors;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * The factors of all items, laid out so that scoring reads them once from end to end.
 *
 * <p>Items stand in blocks of {@value #BLOCK}; a block has an array with factor 0 of all its items, then one with factor 1
 * of all, and so on. The sum over factors then has no dependency between neighbouring items, and the compiler computes
 * several items with one instruction. (A sum along one item's factors is a chain of additions whose order Java fixes, and
 * a loop whose index has an offset in a larger array stays one item after the other.)
 */
public final class FactorMatrix {
    static final int BLOCK = 512;
    private static final int UNROLLED = 4;

    private final int rank;
    private final int count;
    private final float[][] numbers;
    private final float[] lengths;

    /** Room for the factors of this many items, all zero. */
    public FactorMatrix(int rank, int count) {
        if (rank < 1 || count < 0) {
            throw new IllegalArgumentException("There is no matrix of %d items of rank %d".formatted(count, rank));
        }
        this.rank = rank;
        this.count = count;
        int blocks = (count + BLOCK - 1) / BLOCK;
        this.numbers = new float[Math.multiplyExact(blocks, rank)][BLOCK];
        this.lengths = new float[count];
    }

    public int rank() {
        return rank;
    }

    /** Number of items. */
    public int count() {
        return count;
    }

    /** Writes an item's factor, which begins at the offset; numbers that are not finite are refused. */
    public void put(int item, float[] source, int offset) {
        int block = blockOf(item);
        double squares = 0;
        for (int factor = 0; factor < rank; factor++) {
            float number = source[offset + factor];
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException("Factor %d of item %d is %s".formatted(factor, item, number));
            }
            numbers[block + factor][item % BLOCK] = number;
            squares += (double) number * number;
        }
        lengths[item] = (float) Math.sqrt(squares);
    }

    /** The length of an item's factor; 0 for an item that the model learned nothing of. */
    public float length(int item) {
        return lengths[item];
    }

    /** An item's factor. */
    public double[] factor(int item) {
        double[] row = new double[rank];
        copy(item, row);
        return row;
    }

    private void copy(int item, double[] row) {
        int block = blockOf(item);
        for (int factor = 0; factor < rank; factor++) {
            row[factor] = numbers[block + factor][item % BLOCK];
        }
    }

    /** Where the arrays of the item's block begin. */
    private int blockOf(int item) {
        return item / BLOCK * rank;
    }

    /** YᵀY, of which the upper triangle is filled. */
    double[][] gram() {
        double[][] gram = new double[rank][rank];
        double[] row = new double[rank];
        for (int item = 0; item < count; item++) {
            copy(item, row);
            NormalEquation.addOuterProduct(gram, row, 1);
        }
        return gram;
    }

    /**
     * The items with the highest scores, highest first; of equal scores the item that comes first.
     *
     * @param user the user's vector
     * @param mayBeShown asked only about items that would be among the highest
     */
    public TopItems top(float[] user, int limit, IntPredicate mayBeShown) {
        var top = new TopItems(limit);
        score(user, Optional.empty(), (first, inBlock, scores) -> top.take(first, inBlock, scores, mayBeShown));
        return top;
    }

    /**
     * The product of a vector with the factors of items.
     *
     * @param some of which the sink needs to hear; it may hear of others, too. Nothing stands for all
     */
    public void score(float[] vector, Optional<BitSet> some, ScoreSink sink) {
        float[] scores = new float[BLOCK];
        for (int first = 0; first < count; first += BLOCK) {
            int inBlock = Math.min(BLOCK, count - first);
            if (some.isEmpty() || hasAny(some.get(), first, inBlock)) {
                score(blockOf(first), vector, scores);
                sink.take(first, inBlock, scores);
            }
        }
    }

    private static boolean hasAny(BitSet items, int first, int count) {
        int next = items.nextSetBit(first);
        return next >= 0 && next < first + count;
    }

    /**
     * The cosine of the angle between a vector and the factors of items; 0 where one of the two has no direction.
     *
     * @param some as of {@link #score}
     */
    public void cosine(float[] vector, Optional<BitSet> some, ScoreSink sink) {
        double squares = 0;
        for (float number : vector) {
            squares += (double) number * number;
        }
        float length = (float) Math.sqrt(squares);
        score(vector, some, (first, inBlock, scores) -> {
            for (int index = 0; index < inBlock; index++) {
                float both = length * lengths[first + index];
                scores[index] = both > 0 ? scores[index] / both : 0;
            }
            sink.take(first, inBlock, scores);
        });
    }

    private void score(int block, float[] user, float[] scores) {
        java.util.Arrays.fill(scores, 0);
        int factor = 0;
        for (; factor + UNROLLED <= rank; factor += UNROLLED) {
            addFour(block + factor, user, factor, scores);
        }
        for (; factor < rank; factor++) {
            addOne(numbers[block + factor], user[factor], scores);
        }
    }

    // Four factors in one pass: the running scores are read and written a quarter as often.
    private void addFour(int row, float[] user, int factor, float[] scores) {
        float[] first = numbers[row];
        float[] second = numbers[row + 1];
        float[] third = numbers[row + 2];
        float[] fourth = numbers[row + 3];
        float ofFirst = user[factor];
        float ofSecond = user[factor + 1];
        float ofThird = user[factor + 2];
        float ofFourth = user[factor + 3];
        for (int index = 0; index < BLOCK; index++) {
            scores[index] += ofFirst * first[index]
                    + ofSecond * second[index]
                    + ofThird * third[index]
                    + ofFourth * fourth[index];
        }
    }

    private static void addOne(float[] row, float weight, float[] scores) {
        for (int index = 0; index < BLOCK; index++) {
            scores[index] += weight * row[index];
        }
    }
}
