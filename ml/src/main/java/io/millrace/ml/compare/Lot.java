package io.millrace.ml.compare;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws without putting back. */
public final class Lot {
    private Lot() {}

    /** So many of the numbers from zero below the size, ascending; each set of them is as likely as any other. */
    public static int[] draw(int size, int count, SplittableRandom random) {
        int[] drawn = new int[Math.max(0, Math.min(count, size))];
        int found = 0;
        for (int number = 0; found < drawn.length; number++) {
            if (random.nextInt(size - number) < drawn.length - found) {
                drawn[found++] = number;
            }
        }
        return Arrays.copyOf(drawn, found);
    }
}
