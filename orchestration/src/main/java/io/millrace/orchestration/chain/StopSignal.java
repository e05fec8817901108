package io.millrace.orchestration.chain;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Tells running work once that it is to stop.
 *
 * <p>Not an interrupt: that would close the file of an embedded database under the thread that writes to it.
 */
public final class StopSignal {
    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    /** Tells all that wait for it, now and later. */
    public void ask() {
        asked.complete(null);
    }

    public boolean isAsked() {
        return asked.isDone();
    }

    /** Waits that long, or until asked; says whether it was asked. */
    public boolean askedWithin(Duration time) {
        return endsWithin(new CompletableFuture<>(), time) == Wait.STOPPED;
    }

    /** How waiting for something ended. */
    public enum Wait {
        DONE,
        STOPPED,
        TOO_LONG
    }

    /** Waits until the work is done, in whatever way, until asked to stop, or until the time is over. */
    public Wait endsWithin(CompletableFuture<?> work, Duration time) {
        CompletableFuture<Object> either = CompletableFuture.anyOf(work.handle((value, failure) -> true), asked);
        try {
            either.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return work.isDone() ? Wait.DONE : Wait.STOPPED;
        } catch (TimeoutException e) {
            return Wait.TOO_LONG;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Wait.STOPPED;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Neither side of a wait can fail", e);
        }
    }
}
