package io.millrace.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Changes at a fixed rate, one transaction after the other, on a plan that does not wait for slow answers; and whatever
 * else is to run beside them. A failure of any of it fails {@link #close}.
 */
final class SteadyLoad implements AutoCloseable {
    private static final long NANOS = 1_000_000_000L;

    private final BenchStack bench;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<Exception> problem = new AtomicReference<>();
    private final AtomicLong written = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final long begin = System.nanoTime();

    private SteadyLoad(BenchStack bench) {
        this.bench = bench;
    }

    /** What runs until the load ends. */
    interface Work {
        void run() throws SQLException, InterruptedException;
    }

    /** Makes the next change, as one transaction. */
    interface Change {
        void make(Random random) throws SQLException;
    }

    /** Prepares changes on the one connection that they are made on. */
    interface Preparation {
        Change on(Connection connection) throws SQLException;
    }

    /**
     * Starts to write.
     *
     * @param rate changes per second
     */
    static SteadyLoad start(BenchStack bench, int rate, long seed, Preparation changes) {
        var load = new SteadyLoad(bench);
        load.beside("writer", () -> load.write(rate, seed, changes));
        return load;
    }

    /** Runs this too, on a thread of its own; it has to end soon after {@link #isOver}. */
    void beside(String name, Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (SQLException | InterruptedException e) {
                        problem.compareAndSet(null, e);
                        stopped.set(true);
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Whether it was ended, or broke off. */
    boolean isOver() {
        return stopped.get();
    }

    /** Changes per second so far. */
    double rate() {
        return written.get() * (double) NANOS / (System.nanoTime() - begin);
    }

    private void write(int rate, long seed, Preparation changes) throws SQLException, InterruptedException {
        var random = new Random(seed);
        try (Connection connection = bench.connect()) {
            Change change = changes.on(connection);
            for (long count = 0; !stopped.get(); count++) {
                long ahead = begin + count * NANOS / rate - System.nanoTime();
                if (ahead > 0) {
                    Thread.sleep(ahead / 1_000_000, (int) (ahead % 1_000_000));
                }
                change.make(random);
                written.incrementAndGet();
            }
        }
    }

    /** Ends it, and throws what broke it off if something did. */
    @Override
    public void close() {
        stopped.set(true);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (problem.get() != null) {
            throw new IllegalStateException("The load broke off", problem.get());
        }
    }
}
