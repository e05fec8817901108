package io.millrace.gateway.watch;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again, in a thread of its own, until it is closed or a look fails. */
public final class Watch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration CLOSE = Duration.ofSeconds(6);

    private final String name;
    private final Look look;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;

    /** One look. */
    @FunctionalInterface
    public interface Look {
        /** Looks, and tells how long to wait until the next look. */
        Duration look() throws InterruptedException;
    }

    /** A watch that has not begun. */
    public Watch(String name, Look look) {
        this.name = name;
        this.look = look;
        // What is thrown completes the end.
        this.thread = new Thread(() -> end.completeAsync(this::run, Runnable::run), name);
        thread.setDaemon(true);
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    /** Completes when it is closed, exceptionally with what a look throws. */
    public CompletableFuture<Void> end() {
        return end;
    }

    private Void run() {
        try {
            Duration pause = look.look();
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = look.look();
            }
        } catch (InterruptedException e) {
            LOG.debug("{} ends", name);
        }
        return null;
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
