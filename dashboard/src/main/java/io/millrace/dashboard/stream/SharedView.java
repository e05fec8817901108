package io.millrace.dashboard.stream;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Shares one reading among all who ask within a time: what is read is asked once, whatever the number of readers. */
public final class SharedView<T> {
    private final Supplier<CompletableFuture<T>> gathering;
    private final long pollNanos;
    private final LongSupplier nanoTime;
    private CompletableFuture<T> latest;
    private long begun;

    /** A view that gathers at most once in each poll. */
    public SharedView(Supplier<CompletableFuture<T>> gathering, Duration poll, LongSupplier nanoTime) {
        this.gathering = gathering;
        this.pollNanos = poll.toNanos();
        this.nanoTime = nanoTime;
    }

    /** The newest reading, which is not older than a poll, or the one that is under way. */
    public synchronized CompletableFuture<T> read() {
        long now = nanoTime.getAsLong();
        if (latest == null || latest.isDone() && now - begun >= pollNanos) {
            // In this order: what cannot even begin to gather leaves the next reader to try again.
            latest = gathering.get();
            begun = now;
        }
        // A copy: whoever gives up waiting must not end the wait of others.
        return latest.copy();
    }
}
