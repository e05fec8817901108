package io.millrace.lakehouse.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows counted and their hashes added up, for each bucket of the hash of their key; equal rows give equal sums.
 *
 * @param counts rows of each bucket
 * @param sums of their hashes, where overflows are left away
 */
@SuppressWarnings("ArrayRecordComponent") // Ten thousands of numbers, which are compared one by one.
record BucketSums(long[] counts, long[] sums) {
    private static final int FEWEST = 16;
    private static final int MOST = 1 << 16;
    private static final int ROWS_IN_ONE = 256;

    BucketSums(int buckets) {
        this(new long[buckets], new long[buckets]);
    }

    /** How many buckets a table of so many rows is divided into: a power of two, whose bits select from the hash. */
    static int bucketsFor(long rows) {
        long wanted = Math.max(FEWEST, Math.min(MOST, rows / ROWS_IN_ONE));
        return (int) Long.highestOneBit(wanted);
    }

    void add(int bucket, long count, long sum) {
        counts[bucket] += count;
        sums[bucket] += sum;
    }

    long rows() {
        long rows = 0;
        for (long count : counts) {
            rows += count;
        }
        return rows;
    }

    /** The buckets that are not the same. */
    List<Integer> different(BucketSums other) {
        List<Integer> different = new ArrayList<>();
        for (int bucket = 0; bucket < counts.length; bucket++) {
            if (counts[bucket] != other.counts[bucket] || sums[bucket] != other.sums[bucket]) {
                different.add(bucket);
            }
        }
        return different;
    }
}
