package io.millrace.lakehouse;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.contracts.process.Patience;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a lakehouse, and begins another one from what is on the lake when the store or the broker was away: what a new
 * start of the process does, without anybody who starts it.
 */
final class Reopening {
    private static final Logger LOG = LoggerFactory.getLogger(Reopening.class);

    private final Supplier<Lakehouse> lakehouses;
    private final Patience patience;
    private Optional<Position> furthest = Optional.empty();
    private boolean begun;

    /**
     * One that has not begun.
     *
     * @param lakehouses gives one that is not started, each time
     * @param limit how long one after the other may fail without getting on
     */
    Reopening(Supplier<Lakehouse> lakehouses, Duration limit) {
        this.lakehouses = lakehouses;
        this.patience = new Patience(limit);
    }

    /**
     * Returns never.
     *
     * @throws PipelineException what has failed, if beginning again is of no use or was tried for long enough; what keeps
     *     the very first one from beginning may be a wrong setting, and is thrown at once
     */
    void run() throws InterruptedException {
        while (true) {
            Optional<Position> before = furthest;
            PipelineException problem = problem(failureOfOne());
            if (!begun) {
                throw problem;
            }
            Duration pause = patience.pauseAfter(problem, !before.equals(furthest));
            LOG.warn("{}; beginning again in {} s", problem.getMessage(), pause.toSeconds(), problem.getCause());
            Thread.sleep(pause.toMillis());
        }
    }

    private Throwable failureOfOne() {
        // The task takes whatever is thrown: Spark throws checked exceptions undeclared.
        return CompletableFuture.runAsync(this::runOne, Runnable::run)
                .handle((nothing, failure) -> failure)
                .join();
    }

    private void runOne() {
        try (Lakehouse lakehouse = lakehouses.get()) {
            try {
                lakehouse.start();
                begun = true;
                lakehouse.await();
            } finally {
                lakehouse.latest().map(LakeSnapshot::position).ifPresent(position -> furthest = Optional.of(position));
            }
        } catch (InterruptedException e) {
            throw new CompletionException(e);
        }
    }

    private static PipelineException problem(Throwable failure) throws InterruptedException {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return Watch.problem(cause, "The lake could not be opened");
    }
}
