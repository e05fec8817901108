package io.millrace.orchestration.schedule;

import io.millrace.contracts.process.FailureKind;
import io.millrace.orchestration.alert.Alert;
import io.millrace.orchestration.alert.Alerts;
import io.millrace.orchestration.chain.Chain;
import io.millrace.orchestration.chain.ChainEnd;
import io.millrace.orchestration.chain.ChainRunner;
import io.millrace.orchestration.chain.Result;
import io.millrace.orchestration.chain.RetryPolicy;
import io.millrace.orchestration.chain.StopSignal;
import io.millrace.orchestration.history.Cause;
import io.millrace.orchestration.history.Run;
import io.millrace.orchestration.history.RunHistory;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs chains and keeps their history; at most one open run of each chain. */
public final class ChainRuns {
    private static final Logger LOG = LoggerFactory.getLogger(ChainRuns.class);

    private final Map<String, Chain> chains;
    private final RunHistory history;
    private final RunLogs logs;
    private final Alerts alerts;
    private final RunMetrics metrics;
    private final StopSignal stop = new StopSignal();
    private final ChainRunner runner;
    private final Set<String> running = new HashSet<>();

    public ChainRuns(
            List<Chain> chains,
            RetryPolicy retry,
            RunHistory history,
            RunLogs logs,
            Alerts alerts,
            RunMetrics metrics) {
        this.chains = chains.stream().collect(Collectors.toMap(Chain::name, Function.identity()));
        this.history = history;
        this.logs = logs;
        this.alerts = alerts;
        this.metrics = metrics;
        this.runner = new ChainRunner(retry, stop);
        for (Chain chain : chains) {
            metrics.show(chain.name());
            history.lastSuccess(chain.name())
                    .flatMap(Run::endedAt)
                    .ifPresent(when -> metrics.succeeded(chain.name(), when));
        }
    }

    /** Tells running chains to stop; none begins afterwards. */
    public void stop() {
        stop.ask();
    }

    /** Queues a run; gives its id, or nothing when the chain has an open one. */
    public synchronized OptionalLong queue(String chain) {
        return openRun(chain).isPresent() ? OptionalLong.empty() : OptionalLong.of(history.queue(chain, Instant.now()));
    }

    /** The run of a chain that runs or is queued. */
    public synchronized Optional<Run> openRun(String chain) {
        return history.open().stream()
                .filter(run -> run.job().equals(chain))
                .filter(run -> run.is(Result.QUEUED) || running.contains(chain))
                .findFirst();
    }

    /** Runs a chain to its end, unless that is not needed any more; gives the result if it ran. */
    Optional<Result> perform(String chainName, Firing firing) {
        if (stop.isAsked()) {
            return Optional.of(Result.INTERRUPTED);
        }
        if (isFutile(chainName, firing)) {
            LOG.warn("{} is not begun a third time: the scheduler ended during it and its repetition", chainName);
            alerts.tell(new Alert(
                    "Millrace: %s is given up".formatted(chainName),
                    "The scheduler ended during it and during its repetition. It begins again at its next time."));
            return Optional.empty();
        }
        Chain chain = chains.get(chainName);
        Optional<Long> begun = begin(chainName, firing);
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        long run = begun.get();
        Instant begin = Instant.now();
        try {
            LOG.info("{} run {} begins ({})", chainName, run, firing.cause().code());
            ChainEnd end = ended(chain, run);
            history.end(run, end, Instant.now());
            metrics.ended(chainName, end.result(), begin, Instant.now());
            LOG.info("{} run {} {} {}", chainName, run, end.result().code(), end.message());
            tell(chainName, run, end);
            logs.forget(chainName, history);
            return Optional.of(end.result());
        } finally {
            release(chainName);
        }
    }

    private ChainEnd ended(Chain chain, long run) {
        try {
            return runner.run(chain, new RunJournal(history, logs.folder(), stop, chain.name(), run));
        } catch (RuntimeException e) {
            // The border of a run, as Entrypoint is that of a process: whatever happens, the run must be seen to fail.
            LOG.error("{} run {} failed in a way nobody foresaw", chain.name(), run, e);
            return ChainEnd.failed(FailureKind.INTERNAL, "The scheduler itself failed: " + e);
        }
    }

    private synchronized void release(String chain) {
        running.remove(chain);
    }

    private synchronized Optional<Long> begin(String chain, Firing firing) {
        List<Run> open =
                history.open().stream().filter(run -> run.job().equals(chain)).toList();
        Instant now = Instant.now();
        // Quartz never runs a chain twice at once, so a run that seems to run lost its thread or its process.
        open.stream().filter(run -> run.is(Result.RUNNING)).forEach(run -> abandon(run, now));
        Optional<Long> queued =
                open.stream().filter(run -> run.is(Result.QUEUED)).map(Run::id).findFirst();
        if (queued.isEmpty() && (firing.queued().isPresent() || isServed(chain, firing))) {
            return Optional.empty();
        }
        running.add(chain);
        // A time that comes while a run is queued makes that run begin, instead of a second one after it.
        queued.ifPresent(run -> history.beginQueued(run, now));
        return Optional.of(queued.orElseGet(() -> history.begin(chain, firing.cause(), now)));
    }

    /** Whether a run that began after this firing was due has succeeded: it saw all that this one would see. */
    private boolean isServed(String chain, Firing firing) {
        return history.lastSuccess(chain)
                .flatMap(Run::startedAt)
                .filter(began -> !began.isBefore(firing.due()))
                .isPresent();
    }

    /** Whether the scheduler died twice in a row under this chain: a third try might kill it again, and so on for ever. */
    private boolean isFutile(String chain, Firing firing) {
        return firing.afterCrash()
                && history.lastEnded(chain)
                        .filter(run -> run.is(Result.INTERRUPTED) && run.beganFor(Cause.RECOVERY))
                        .isPresent();
    }

    /** Ends a run in the history whose process ended under it. */
    void abandon(Run run, Instant now) {
        LOG.warn("{} run {} was interrupted: the scheduler ended while it ran", run.job(), run.id());
        history.end(run.id(), ChainEnd.interrupted("The scheduler ended while it ran"), now);
    }

    private void tell(String chain, long run, ChainEnd end) {
        if (end.result() == Result.FAILED) {
            alerts.tell(new Alert(
                    "Millrace: %s failed (run %d)".formatted(chain, run),
                    "%s\nIts logs: %s\nStart it again: POST /v1/jobs/%s/run"
                            .formatted(end.message(), logs.folder().resolve(chain + "-" + run + "-*"), chain)));
        }
    }
}
