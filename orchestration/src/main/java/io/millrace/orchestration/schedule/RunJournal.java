package io.millrace.orchestration.schedule;

import io.millrace.orchestration.chain.ChainJournal;
import io.millrace.orchestration.chain.Step;
import io.millrace.orchestration.chain.StepCall;
import io.millrace.orchestration.chain.StepOutcome;
import io.millrace.orchestration.chain.StopSignal;
import io.millrace.orchestration.history.ProcessId;
import io.millrace.orchestration.history.RunHistory;
import java.nio.file.Path;
import java.time.Instant;

/** Writes the attempts of one run into the history, and gives each its log file. */
final class RunJournal implements ChainJournal {
    private final RunHistory history;
    private final Path logs;
    private final StopSignal stop;
    private final String job;
    private final long run;
    private long attemptId;

    RunJournal(RunHistory history, Path logs, StopSignal stop, String job, long run) {
        this.history = history;
        this.logs = logs;
        this.stop = stop;
        this.job = job;
        this.run = run;
    }

    @Override
    public StepCall began(Step step, int attempt) {
        String log = "%s-%d-%s-%d.log".formatted(job, run, step.name().replaceAll("[^A-Za-z0-9_.-]", "-"), attempt);
        long id = history.beginAttempt(run, step.name(), attempt, log, Instant.now());
        attemptId = id;
        return new StepCall(logs.resolve(log), stop, process -> history.attemptRuns(id, ProcessId.of(process)));
    }

    @Override
    public void ended(StepOutcome outcome) {
        history.endAttempt(attemptId, outcome, Instant.now());
    }
}
