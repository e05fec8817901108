package io.millrace.contracts.process;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How long a process waits before it tries again what has failed, and when it gives up. */
public final class Patience {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final Duration limit;
    private Duration pause = FIRST_PAUSE;
    private Optional<Instant> failingSince = Optional.empty();

    /**
     * Makes a patience that is fresh.
     *
     * @param limit how long runs may fail one after the other
     */
    public Patience(Duration limit) {
        this.limit = limit;
    }

    /**
     * The pause after a failed run.
     *
     * @param gotOn whether that run had reached a later position before it failed
     * @throws PipelineException the problem itself, when trying again is of no use
     */
    public Duration pauseAfter(PipelineException problem, boolean gotOn) {
        if (gotOn) {
            pause = FIRST_PAUSE;
            failingSince = Optional.empty();
        }
        Instant now = Instant.now();
        Instant since = failingSince.orElse(now);
        if (!problem.kind().retryable() || since.plus(limit).isBefore(now)) {
            throw problem;
        }
        failingSince = Optional.of(since);
        Duration current = pause;
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        return current;
    }
}
