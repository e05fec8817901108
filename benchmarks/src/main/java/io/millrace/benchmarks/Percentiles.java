package io.millrace.benchmarks;

import java.util.Arrays;
import java.util.Collection;

/** What a number of measured times come to, in milliseconds. */
record Percentiles(int count, double p50, double p95, double p99, double most) {
    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * Of these times.
     *
     * @param nanos at least one
     */
    static Percentiles of(Collection<Long> nanos) {
        if (nanos.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        return new Percentiles(sorted.length, at(sorted, 0.50), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1.0));
    }

    /** The smallest measured time that the given part of all does not exceed (nearest rank). */
    private static double at(long[] sorted, double part) {
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
    }

    /** The median of some numbers. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    @Override
    public String toString() {
        return "p50 %,.1f ms, p95 %,.1f ms, p99 %,.1f ms, most %,.1f ms (%,d measured)"
                .formatted(p50, p95, p99, most, count);
    }
}
