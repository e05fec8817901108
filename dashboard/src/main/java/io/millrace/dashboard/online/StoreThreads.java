package io.millrace.dashboard.online;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that wait for the online store; what is more than they can take is refused, and not kept. */
public final class StoreThreads implements Executor, AutoCloseable {
    /** So many ask at the same time. */
    public static final int THREADS = 4;

    private static final int WAITING = 256;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
                var named = new Thread(task, "online-store");
                named.setDaemon(true);
                return named;
            });

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
