package io.millrace.serving.live;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.store.LiveStore;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Wakes those who wait until the live state has reached a position. One thread looks for all of them, and only while
 * somebody waits; nobody who waits has a thread.
 */
public final class ProgressWatch implements AutoCloseable {
    private static final long MILLIS_BETWEEN_LOOKS = 20;

    private final LiveStore store;
    private final LiveFollow follow;
    private final Limits limits;
    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(ProgressWatch::daemon);

    /**
     * How much waiting there may be.
     *
     * @param patience the longest time of one
     * @param waiters how many at a time; one more does not wait
     */
    public record Limits(Duration patience, int waiters) {}

    private record Waiter(WantedPosition wanted, CompletableFuture<Void> over) {
        boolean isSatisfied(Position users, Optional<Position> items) {
            return wanted.isReachedBy(users)
                    && items.filter(wanted.in(users.incarnation())::isReachedBy).isPresent();
        }
    }

    /** Looks at the state that is current. */
    public ProgressWatch(LiveStore store, LiveFollow follow, Limits limits) {
        this.store = store;
        this.follow = follow;
        this.limits = limits;
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "progress-watch");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Ends when the position is reached and the items of it are held here, and also when waiting is over for another
     * reason: it took too long, nothing can reach the position because there is no live state, or too many wait. So who
     * waited has to look for themselves.
     */
    public CompletableFuture<Void> await(WantedPosition wanted) {
        if (follow.current().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (count.incrementAndGet() > limits.waiters()) {
            count.decrementAndGet();
            return CompletableFuture.completedFuture(null);
        }
        var over = new CompletableFuture<Void>();
        waiters.add(new Waiter(wanted, over));
        if (looking.compareAndSet(false, true)) {
            look(thread);
        }
        return over.completeOnTimeout(null, limits.patience().toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many wait now. */
    int waiting() {
        return count.get();
    }

    /** Ends when nobody can wait any more: when it is closed, or when a look fails in a way nobody foresaw. */
    public CompletableFuture<Void> end() {
        return end;
    }

    /** The executor would keep a failure to itself, and all who wait would wait in vain. */
    private void look(Executor executor) {
        CompletableFuture.runAsync(this::look, executor).exceptionally(failure -> {
            end.completeExceptionally(failure.getCause());
            return null;
        });
    }

    private void look() {
        Optional<LivePointer> live = follow.current();
        Optional<Position> users = live.flatMap(this::reached);
        Optional<Position> items = follow.itemsReached();
        for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
            Waiter waiter = each.next();
            if (live.isEmpty()
                    || users.filter(position -> waiter.isSatisfied(position, items))
                            .isPresent()) {
                waiter.over().complete(null);
            }
            if (waiter.over().isDone()) {
                each.remove();
                count.decrementAndGet();
            }
        }
        looking.set(false);
        if (!waiters.isEmpty() && looking.compareAndSet(false, true)) {
            look(CompletableFuture.delayedExecutor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS, thread));
        }
    }

    private Optional<Position> reached(LivePointer live) {
        try {
            Optional<Progress> reached = store.liveProgress(live);
            reached.ifPresent(progress -> follow.confirmItems(live, progress, store));
            return reached.map(Progress::position);
        } catch (PipelineException e) {
            // Who waits is told by the store itself when the time is over, unless it answers again until then.
            return Optional.empty();
        }
    }

    /** Lets all go who wait. */
    @Override
    public void close() {
        thread.shutdownNow();
        waiters.forEach(waiter -> waiter.over().complete(null));
        end.complete(null);
    }
}
