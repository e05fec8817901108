package io.millrace.workloads.shop.generate;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Repeatable chance: two dice of the same seed and purpose fall alike on every machine and every JDK.
 *
 * <p>Hence {@link Random}, whose algorithm is specified, and {@link StrictMath}. Each purpose has dice of its own, so
 * that another number of users does not change the products.
 */
public final class Dice {
    private final Random random;

    public Dice(long seed, String purpose) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + purpose.hashCode());
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    public double fraction() {
        return random.nextDouble();
    }

    public boolean hits(double probability) {
        return random.nextDouble() < probability;
    }

    public <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    <T> void shuffle(List<T> values) {
        Collections.shuffle(values, random);
    }

    /** A positive number whose logarithm is normal around 0. */
    double logNormal(double sigma) {
        return StrictMath.exp(sigma * random.nextGaussian());
    }

    /** A number of tries, at least 1 and on average {@code mean}, at most {@code most}. */
    public int geometric(double mean, int most) {
        int tries = 1;
        while (tries < most && random.nextDouble() < 1 - 1 / mean) {
            tries++;
        }
        return tries;
    }

    /** An index drawn in proportion to the steps of the first {@code size} running totals. */
    int index(double[] runningTotals, int size) {
        double point = random.nextDouble() * runningTotals[size - 1];
        int found = Arrays.binarySearch(runningTotals, 0, size, point);
        return Math.min(found < 0 ? -found - 1 : found + 1, size - 1);
    }

    static double[] runningTotals(double[] weights) {
        double[] totals = weights.clone();
        for (int i = 1; i < totals.length; i++) {
            totals[i] += totals[i - 1];
        }
        return totals;
    }
}
