package io.millrace.lakehouse;

import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.lakehouse.silver.FoldRounds;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a round of the fold at an interval until one fails or it is closed. */
final class FoldLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FoldLoop.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(5);

    private final FoldRounds rounds;
    private final Runnable afterEach;
    private final Duration interval;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "fold-loop");

    FoldLoop(FoldRounds rounds, Runnable afterEach, Duration interval) {
        this.rounds = rounds;
        this.afterEach = afterEach;
        this.interval = interval;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            rounds.count();
            while (!closed.isDone()) {
                if (rounds.round()) {
                    afterEach.run();
                }
                pause();
            }
            ended.complete(null);
        } catch (Throwable e) {
            // Whatever it is: Spark throws checked exceptions that no signature names, and a loop that ends unnoticed
            // leaves a lake that stands still.
            end(e);
        }
    }

    private void end(Throwable failure) {
        if (closed.isDone()) {
            LOG.info("a round was given up ({}); the next start goes on from what is committed", failure.toString());
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure);
        }
    }

    private void pause() throws InterruptedException {
        try {
            closed.get(interval.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // The usual case: it is time for the next round.
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends the loop for a reason that lies outside. */
    void fail(Throwable reason) {
        if (reason != null) {
            ended.completeExceptionally(reason);
        }
    }

    /** Completes when the loop has ended, exceptionally if it failed. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    Optional<LakeSnapshot> latest() {
        return rounds.latest();
    }

    /** Lets a round that is under way end, if it does so soon. */
    @Override
    public void close() {
        closed.complete(null);
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
