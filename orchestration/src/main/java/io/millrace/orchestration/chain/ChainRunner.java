package io.millrace.orchestration.chain;

import io.millrace.contracts.process.FailureKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the steps of a chain in order. A step runs only after all before it succeeded, unless they are independent; one that
 * failed is tried again as the policy says.
 */
public final class ChainRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ChainRunner.class);

    private final RetryPolicy retry;
    private final StopSignal stop;

    public ChainRunner(RetryPolicy retry, StopSignal stop) {
        this.retry = retry;
        this.stop = stop;
    }

    /** Runs the chain and returns when it has ended. */
    public ChainEnd run(Chain chain, ChainJournal journal) {
        List<ChainEnd> failed = new ArrayList<>();
        for (Step step : chain.steps()) {
            Optional<ChainEnd> end = runStep(step, journal);
            if (end.isPresent() && (!chain.isIndependent() || end.get().result() == Result.INTERRUPTED)) {
                return end.get();
            }
            end.ifPresent(failed::add);
        }
        return failed.stream().reduce(ChainEnd::and).orElseGet(ChainEnd::succeeded);
    }

    private Optional<ChainEnd> runStep(Step step, ChainJournal journal) {
        for (int attempt = 1; ; attempt++) {
            if (stop.isAsked()) {
                return interrupted(step);
            }
            StepOutcome outcome = step.action().perform(journal.began(step, attempt));
            journal.ended(outcome);
            if (outcome.result() == Result.SUCCEEDED) {
                return Optional.empty();
            }
            if (outcome.result() == Result.INTERRUPTED) {
                return interrupted(step);
            }
            FailureKind kind = outcome.kind().orElse(FailureKind.INTERNAL);
            Optional<Duration> delay = retry.delayAfter(attempt, kind);
            if (delay.isEmpty()) {
                return Optional.of(ChainEnd.failed(kind, sentence(step, attempt, outcome)));
            }
            LOG.warn("{}; next attempt in {}", sentence(step, attempt, outcome), delay.get());
            if (stop.askedWithin(delay.get())) {
                return interrupted(step);
            }
        }
    }

    private static Optional<ChainEnd> interrupted(Step step) {
        return Optional.of(ChainEnd.interrupted("The scheduler was stopped at the step " + step.name()));
    }

    private static String sentence(Step step, int attempt, StepOutcome outcome) {
        return "The step %s failed at attempt %d (%s): %s"
                .formatted(
                        step.name(),
                        attempt,
                        outcome.kind().map(FailureKind::name).orElse("-")
                                + outcome.exitCode()
                                        .map(code -> ", exit code " + code)
                                        .orElse(""),
                        outcome.message());
    }
}
