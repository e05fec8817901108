package io.millrace.ml.judge;

import java.util.Arrays;

/**
 * A user whose lists are judged; items are their numbers.
 *
 * @param items what training knows of the user, ascending
 * @param strengths of the interactions with these items
 * @param later what the user turned to later and training knows, ascending
 */
record JudgedUser(int[] items, double[] strengths, int[] later) {

    /** What of it the user did not have before. */
    int[] fresh() {
        return Arrays.stream(later)
                .filter(item -> Arrays.binarySearch(items, item) < 0)
                .toArray();
    }
}
