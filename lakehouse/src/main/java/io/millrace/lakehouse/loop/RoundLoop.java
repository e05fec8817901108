package io.millrace.lakehouse.loop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs rounds on a thread of its own, with a pause after each, until one fails or it is closed. Whatever ends it completes
 * {@link #ended()}, also what no signature names: Spark throws checked exceptions undeclared.
 */
public final class RoundLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoundLoop.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

    private final Work first;
    private final Work each;
    private final Duration pause;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Void> work = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = work.handle(this::end);
    private final Thread thread;

    /** What is done. */
    @FunctionalInterface
    public interface Work {
        void run() throws InterruptedException;
    }

    /**
     * A loop that is not started yet.
     *
     * @param first is done once, before the first round
     */
    public RoundLoop(String name, Work first, Work each, Duration pause) {
        this.first = first;
        this.each = each;
        this.pause = pause;
        // The task takes whatever is thrown.
        this.thread = new Thread(() -> work.completeAsync(this::run, Runnable::run), name);
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private Void run() {
        try {
            first.run();
            do {
                each.run();
            } while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS));
            return null;
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private Void end(Void nothing, Throwable failure) {
        if (failure == null) {
            return nothing;
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (closed.getCount() > 0) {
            throw new CompletionException(cause);
        }
        LOG.info(
                "{} gave up a round ({}); the next start goes on from what is committed",
                thread.getName(),
                cause.toString());
        return nothing;
    }

    /** Completes when the loop has ended, exceptionally if it was not closed. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Lets a round that is under way end, if it does so soon. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(PATIENCE.toMillis());
            thread.interrupt();
            thread.join(AFTER_INTERRUPT.toMillis());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
