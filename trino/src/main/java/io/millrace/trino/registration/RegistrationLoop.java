package io.millrace.trino.registration;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the lake again and again. A look that fails is told once and tried again at the next turn: queries go on
 * meanwhile over the tables that are registered.
 */
public final class RegistrationLoop {
    private static final Logger LOG = LoggerFactory.getLogger(RegistrationLoop.class);

    private final Registration registration;
    private final Duration every;
    private final AtomicReference<State> state = new AtomicReference<>(new State(Optional.empty(), Optional.empty()));

    /**
     * How far the loop is.
     *
     * @param last the last look that succeeded
     * @param problem why the latest one did not
     */
    public record State(Optional<RegisteredTables> last, Optional<String> problem) {}

    public RegistrationLoop(Registration registration, Duration every) {
        this.registration = registration;
        this.every = every;
    }

    /** Runs until interrupted, with this before each turn. */
    public void run(Runnable beforeEach) throws InterruptedException {
        while (true) {
            beforeEach.run();
            turn();
            TimeUnit.MILLISECONDS.sleep(every.toMillis());
        }
    }

    /** One turn, whose failure is kept and not thrown; two never overlap. */
    public synchronized State turn() {
        try {
            State next = new State(Optional.of(registration.run()), Optional.empty());
            if (state.getAndSet(next).last().isEmpty()) {
                LOG.info(
                        "Trino knows {} tables of the lake",
                        next.last().orElseThrow().tables().size());
            }
            return next;
        } catch (PipelineException e) {
            State next = new State(state.get().last(), Optional.of(e.getMessage()));
            if (!state.getAndSet(next).problem().equals(next.problem())) {
                LOG.warn("{}; trying again every {} seconds", e.getMessage(), every.toSeconds());
            }
            return next;
        }
    }

    /** The outcome of the latest turn. */
    public State state() {
        return state.get();
    }

    /** Why the tables are not there yet; nothing once they were. */
    public Optional<String> notReady() {
        State now = state.get();
        return now.last().isPresent()
                ? Optional.empty()
                : Optional.of(now.problem().orElse("The tables of the lake are not registered yet"));
    }

    /** Publishes how many tables are registered and how many could not be. */
    public void watchedBy(MeterRegistry metrics) {
        metrics.gauge("millrace.trino.tables", this, loop -> loop.count(true));
        metrics.gauge("millrace.trino.tables.unregistrable", this, loop -> loop.count(false));
    }

    private double count(boolean good) {
        return state.get()
                .last()
                .map(last -> good ? last.tables().size() : last.problems().size())
                .orElse(0);
    }
}
