package io.millrace.ml.rank;

import java.util.Arrays;

/** The best positions offered so far, best first; of equal scores the lower position is better. */
public final class TopList {
    private final int[] positions;
    private final double[] scores;
    private int size;

    /**
     * An empty list.
     *
     * @param limit how many it keeps
     */
    public TopList(int limit) {
        positions = new int[limit];
        scores = new double[limit];
    }

    /** Whether a score would enter the list if a position later than all offered had it. */
    boolean admits(double score) {
        return size < positions.length || score > scores[size - 1];
    }

    /** Offers a position; positions come in ascending order. */
    public void offer(int position, double score) {
        if (!admits(score)) {
            return;
        }
        int place = size < positions.length ? size++ : size - 1;
        while (place > 0 && scores[place - 1] < score) {
            positions[place] = positions[place - 1];
            scores[place] = scores[place - 1];
            place--;
        }
        positions[place] = position;
        scores[place] = score;
    }

    public int size() {
        return size;
    }

    public int position(int place) {
        return positions[place];
    }

    public double score(int place) {
        return scores[place];
    }

    /** The positions, best first. */
    public int[] positions() {
        return Arrays.copyOf(positions, size);
    }
}
