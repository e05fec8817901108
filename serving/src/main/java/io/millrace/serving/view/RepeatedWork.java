package io.millrace.serving.view;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Work that is done again and again in a thread of its own, until it is closed or fails in a way nobody foresaw. */
public final class RepeatedWork implements AutoCloseable {
    private final Supplier<Duration> work;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;

    /**
     * Work that is yet to be started.
     *
     * @param work does it once and says how long to rest before the next time
     */
    public RepeatedWork(String name, Supplier<Duration> work) {
        this.work = work;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Begins at once. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            boolean isOver = false;
            while (!isOver) {
                Duration pause = work.get();
                isOver = closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
            end.complete(null);
        } catch (InterruptedException e) {
            // Only close() interrupts.
            end.complete(null);
        } catch (RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    /** Ends when the work does: well when it was closed, with the failure otherwise. */
    public CompletableFuture<Void> end() {
        return end;
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Has the thread end soon; does not wait for it. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
