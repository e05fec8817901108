package io.millrace.lakehouse;

import io.millrace.contracts.lake.LakeSnapshot;
import io.millrace.lakehouse.loop.RoundLoop;
import io.millrace.lakehouse.silver.FoldRounds;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Runs a round of the fold at an interval until one fails or it is closed; the end of it is the end of the process. */
final class FoldLoop implements AutoCloseable {
    private final FoldRounds rounds;
    private final RoundLoop loop;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    FoldLoop(FoldRounds rounds, Runnable afterEach, Duration interval) {
        this.rounds = rounds;
        this.loop = new RoundLoop(
                "fold-loop",
                rounds::count,
                () -> {
                    if (rounds.round()) {
                        afterEach.run();
                    }
                },
                interval);
        endsWith(loop);
    }

    void start() {
        loop.start();
    }

    /** Ends with another loop, and as it does. */
    void endsWith(RoundLoop other) {
        other.ended().whenComplete((nothing, failure) -> {
            if (failure != null) {
                fail(failure.getCause());
            } else if (other == loop) {
                ended.complete(null);
            }
        });
    }

    /** Ends for a reason that lies outside. */
    void fail(Throwable reason) {
        if (reason != null) {
            ended.completeExceptionally(reason);
        }
    }

    /** Completes when it has ended, exceptionally if something failed. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    Optional<LakeSnapshot> latest() {
        return rounds.latest();
    }

    /** Lets a round that is under way end, if it does so soon. */
    @Override
    public void close() {
        loop.close();
    }
}
