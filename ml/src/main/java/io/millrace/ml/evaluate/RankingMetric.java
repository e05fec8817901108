package io.millrace.ml.evaluate;

import java.io.Serializable;
import java.util.Arrays;

/** How good one ranked list is; from 0 to 1, higher is better. */
public interface RankingMetric extends Serializable {
    /**
     * Judges a list.
     *
     * @param ranked items, best first, each once
     * @param relevant items that the user turned to later, ascending; at least one
     */
    double of(int[] ranked, int[] relevant);

    /** The metric's name with the length of the list, such as {@code ndcg@10}. */
    String name();

    /** Whether the item at this place is relevant. */
    static boolean hit(int[] ranked, int place, int[] relevant) {
        return Arrays.binarySearch(relevant, ranked[place]) >= 0;
    }

    /** How many of the first {@code k} places are relevant. */
    static int hits(int k, int[] ranked, int[] relevant) {
        int hits = 0;
        for (int place = 0; place < Math.min(k, ranked.length); place++) {
            if (hit(ranked, place, relevant)) {
                hits++;
            }
        }
        return hits;
    }
}
