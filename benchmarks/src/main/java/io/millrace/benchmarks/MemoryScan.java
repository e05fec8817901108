package io.millrace.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** How fast this machine reads so many bytes from end to end: each core all of them, again and again. */
final class MemoryScan {
    /** Pieces of 8 MB: no heap has to have room for all in one piece. */
    private static final int PIECE = 1 << 20;

    private final List<long[]> pieces = new ArrayList<>();
    private final int threads = Runtime.getRuntime().availableProcessors();

    MemoryScan(long bytes) {
        for (long left = bytes / Long.BYTES; left > 0; left -= PIECE) {
            pieces.add(new long[(int) Math.min(PIECE, left)]);
        }
    }

    /** Whole scans per second, of all cores together. */
    double rate(Duration time) throws InterruptedException {
        ExecutorService scanning = Executors.newFixedThreadPool(threads);
        long begin = System.nanoTime();
        List<Future<Long>> counts = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            counts.add(scanning.submit(() -> scans(begin + time.toNanos())));
        }
        scanning.shutdown();
        long scans = 0;
        for (Future<Long> count : counts) {
            try {
                scans += count.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("A scan failed", e.getCause());
            }
        }
        return scans * 1e9 / (System.nanoTime() - begin);
    }

    private long scans(long deadline) {
        long scans = 0;
        long sum = 0;
        while (System.nanoTime() < deadline) {
            for (long[] piece : pieces) {
                sum += sum(piece);
            }
            scans++;
        }
        // So that the sums are needed.
        return sum == 0 ? scans : -1;
    }

    private static long sum(long[] piece) {
        long first = 0;
        long second = 0;
        long third = 0;
        long fourth = 0;
        int index = 0;
        for (; index + 3 < piece.length; index += 4) {
            first += piece[index];
            second += piece[index + 1];
            third += piece[index + 2];
            fourth += piece[index + 3];
        }
        for (; index < piece.length; index++) {
            first += piece[index];
        }
        return first + second + third + fourth;
    }
}
