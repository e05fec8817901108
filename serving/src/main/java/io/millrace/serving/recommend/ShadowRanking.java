package io.millrace.serving.recommend;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.online.ShadowPointer;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.store.OnlineStore;
import io.millrace.serving.view.RepeatedWork;
import io.millrace.serving.view.Shadow;
import io.millrace.serving.view.View;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the shadowed model rank for some of the users and sessions that were answered, and compares its list with the current
 * model's. Who answers never waits for it: one thread ranks, so many times in a second at most, and what comes while enough
 * is waiting is passed over.
 */
public final class ShadowRanking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ShadowRanking.class);
    /** Only who is answered for and what was asked: a view in here would keep models in memory that were replaced. */
    private static final int MOST_WAITING = 32;

    private static final int LISTED = 10;
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(2);

    private final Supplier<View> views;
    private final OnlineStore store;
    private final Duration pause;
    private final MeterRegistry metrics;
    private final RepeatedWork reports = new RepeatedWork("shadow-report", this::report);
    private final ThreadPoolExecutor thread;
    private Optional<ShadowTally> tally = Optional.empty();
    private boolean isShadowFirst;
    private boolean failing;

    /**
     * Ranks with what these views have as a shadow.
     *
     * @param store where all nodes add up what comes of it
     * @param perSecond for how many requests in a second it ranks, at most
     */
    public ShadowRanking(Supplier<View> views, OnlineStore store, int perSecond, MeterRegistry metrics) {
        this.views = views;
        this.store = store;
        this.pause = Duration.ofSeconds(1).dividedBy(perSecond);
        this.metrics = metrics;
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                ShadowRanking::daemon,
                (work, pool) -> follow(views.get()).ifPresent(ShadowTally::passOver));
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "shadow-ranking");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((died, failure) -> LOG.error("A request is not compared", failure));
        return thread;
    }

    /** Begins to report, in the background. */
    public void start() {
        reports.start();
    }

    /** Ends when the reports do: when it is closed, or when they fail in a way nobody foresaw. */
    public CompletableFuture<Void> end() {
        return reports.end();
    }

    /** How the shadow does on this node; nothing where none is loaded. */
    public Optional<ShadowState> state() {
        return follow(views.get()).map(ShadowTally::state);
    }

    /** Has the shadow rank soon for who got this answer, unless too many come. */
    void offer(Answered answer) {
        // An order of given items has the same items whoever ranks them.
        if (views.get().shadow().isPresent()
                && !answer.seen().ties().isEmpty()
                && answer.wish().filter().ids().isEmpty()) {
            SeenUser seen = answer.seen();
            Wish wish = answer.wish();
            thread.execute(() -> rank(seen, wish.best(LISTED)));
        }
    }

    private void rank(SeenUser seen, Wish wish) {
        View view = views.get();
        view.ofShadow()
                .ifPresent(beside -> follow(view).ifPresent(counting -> compare(counting, view, beside, seen, wish)));
        LockSupport.parkNanos(pause.toNanos());
    }

    /** A list, and how long it took. */
    private record Ranking(List<String> items, boolean isOfModel, long nanos) {
        static Ranking of(View view, SeenUser seen, Wish wish) {
            long start = System.nanoTime();
            Draft draft = Draft.of(view, seen, wish);
            Chain.Story story = new Chain(view).fill(draft, seen);
            List<String> items = draft.shown((rank, pick) -> pick.entry().id());
            return new Ranking(items, story.model().isPresent(), System.nanoTime() - start);
        }
    }

    private void compare(ShadowTally counting, View view, View beside, SeenUser seen, Wish wish) {
        // Who ranks second finds the user's items and the catalog in the caches of the processor.
        isShadowFirst = !isShadowFirst;
        Optional<Ranking> early = isShadowFirst ? tried(counting, beside, seen, wish) : Optional.empty();
        Ranking current = Ranking.of(view, seen, wish);
        Optional<Ranking> shadow = isShadowFirst ? early : tried(counting, beside, seen, wish);
        shadow.filter(ranking -> ranking.isOfModel() || current.isOfModel())
                .ifPresent(ranking -> counting.add(compared(ranking, current)));
    }

    private static ShadowCounts compared(Ranking shadow, Ranking current) {
        Set<String> common = new HashSet<>(shadow.items());
        common.retainAll(current.items());
        return ShadowCounts.ofRanking(
                common.size(),
                Math.max(shadow.items().size(), current.items().size()),
                shadow.nanos(),
                current.nanos());
    }

    private static Optional<Ranking> tried(ShadowTally counting, View beside, SeenUser seen, Wish wish) {
        // Whatever goes wrong is what the shadow is watched for.
        var trial = new FutureTask<>(() -> {
            Ranking ranking = Ranking.of(beside, seen, wish);
            return Optional.of(ranking).filter(made -> new Chain(beside).hasNumbers(seen));
        });
        trial.run();
        try {
            Optional<Ranking> ranking = trial.get();
            if (ranking.isEmpty()) {
                counting.add(ShadowCounts.ofNoNumbers());
            }
            return ranking;
        } catch (ExecutionException e) {
            counting.add(ShadowCounts.ofFailure());
            if (counting.counts().failed() == 1) {
                LOG.warn("{} failed to rank as a shadow", counting.pointer().model(), e.getCause());
            }
        } catch (InterruptedException e) {
            // The service is being closed; its thread looks at nothing more.
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** The tally of the view's shadow, which begins and ends with it. */
    private synchronized Optional<ShadowTally> follow(View view) {
        Optional<ShadowPointer> shadow = view.shadow().map(Shadow::pointer);
        if (!tally.map(ShadowTally::pointer).equals(shadow)) {
            tally.ifPresent(ShadowTally::close);
            tally = shadow.map(pointer -> new ShadowTally(pointer, metrics));
        }
        return tally;
    }

    private Duration report() {
        follow(views.get()).ifPresent(this::report);
        return BETWEEN_REPORTS;
    }

    private void report(ShadowTally counting) {
        ShadowCounts more = counting.takeUnreported();
        if (more.equals(ShadowCounts.NONE)) {
            return;
        }
        try {
            store.addToShadow(counting.pointer(), more);
            failing = false;
        } catch (PipelineException e) {
            counting.giveBack(more);
            if (!failing && !reports.isClosed()) {
                failing = true;
                LOG.warn("{}; how the shadow does is told later", e.getMessage());
            }
        }
    }

    /** Leaves what is waiting. */
    @Override
    public void close() {
        reports.close();
        thread.shutdownNow();
    }
}
