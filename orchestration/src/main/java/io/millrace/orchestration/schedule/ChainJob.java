package io.millrace.orchestration.schedule;

import io.millrace.orchestration.chain.Result;
import io.millrace.orchestration.history.Cause;
import java.time.Instant;
import java.util.Optional;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;

/** What Quartz runs when a chain's time has come; never twice at once for one chain. */
@DisallowConcurrentExecution
final class ChainJob implements Job {
    static final String CAUSE = "cause";
    static final String RUN = "run";

    private final ChainRuns runs;

    ChainJob(ChainRuns runs) {
        this.runs = runs;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        String chain = context.getJobDetail().getKey().getName();
        boolean interrupted = runs.perform(chain, firing(context))
                .filter(result -> result == Result.INTERRUPTED)
                .isPresent();
        if (interrupted) {
            try {
                Schedule.resumeAtNextStart(context.getScheduler(), context.getJobDetail());
            } catch (SchedulerException e) {
                throw new JobExecutionException("Cannot note that the chain " + chain + " is to go on", e);
            }
        }
    }

    private static Firing firing(JobExecutionContext context) {
        JobDataMap data = context.getTrigger().getJobDataMap();
        Instant due = context.getScheduledFireTime().toInstant();
        if (context.isRecovering()) {
            return new Firing(Cause.RECOVERY, true, due, Optional.empty());
        }
        Cause cause = data.containsKey(CAUSE) ? Cause.ofCode(data.getString(CAUSE)) : Cause.SCHEDULE;
        return new Firing(
                cause, false, due, Optional.ofNullable(data.getString(RUN)).map(Long::valueOf));
    }
}
