package io.millrace.orchestration.schedule;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.orchestration.history.Cause;
import io.millrace.orchestration.store.Store;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * Quartz with its JDBC store.
 *
 * <p>A time that was missed, once or often, is made up for once. A chain that the scheduler left behind, killed or
 * stopped, begins again once at the next start.
 */
public final class Schedule implements AutoCloseable {
    private static final String CHAINS = "chains";
    private static final String TIMES = "times";
    private static final String REQUESTS = "requests";
    private static final String RESUMED = "resumed";

    private final Scheduler quartz;

    private Schedule(Scheduler quartz) {
        this.quartz = quartz;
    }

    /** Brings the stored schedules to what is planned; nothing begins before {@link #start}. */
    public static Schedule open(Store store, List<Planned> plan, ChainRuns runs) {
        try {
            var schedule = new Schedule(QuartzScheduler.open(store, plan.size()));
            schedule.quartz.setJobFactory((bundle, scheduler) -> new ChainJob(runs));
            schedule.follow(plan);
            return schedule;
        } catch (SchedulerException e) {
            throw failure(e);
        }
    }

    private void follow(List<Planned> plan) throws SchedulerException {
        Set<String> names = plan.stream().map(planned -> planned.chain().name()).collect(Collectors.toSet());
        for (JobKey known : quartz.getJobKeys(GroupMatcher.jobGroupEquals(CHAINS))) {
            if (!names.contains(known.getName())) {
                quartz.deleteJob(known);
            }
        }
        for (Planned planned : plan) {
            String chain = planned.chain().name();
            JobDetail job = JobBuilder.newJob(ChainJob.class)
                    .withIdentity(chain, CHAINS)
                    .storeDurably()
                    .requestRecovery()
                    .build();
            quartz.addJob(job, true);
            follow(chain, planned.times());
        }
    }

    private void follow(String chain, Optional<CronTimes> times) throws SchedulerException {
        var key = new TriggerKey(chain, TIMES);
        if (times.isEmpty()) {
            quartz.unscheduleJob(key);
            return;
        }
        Trigger stored = quartz.getTrigger(key);
        // An unchanged schedule is left alone, as it knows which of its times were missed.
        if (!isSame(stored, times.get())) {
            CronTrigger trigger = TriggerBuilder.newTrigger()
                    .withIdentity(key)
                    .forJob(chain, CHAINS)
                    .withSchedule(times.get().schedule())
                    .build();
            if (stored == null) {
                quartz.scheduleJob(trigger);
            } else {
                quartz.rescheduleJob(key, trigger);
            }
        }
    }

    private static boolean isSame(Trigger stored, CronTimes times) {
        return stored instanceof CronTrigger cron
                && cron.getCronExpression().equals(times.expression())
                && cron.getTimeZone().toZoneId().equals(times.zone());
    }

    /** From now on chains begin at their times. */
    public void start() {
        run(quartz::start);
    }

    /** From now on no chain begins; those that run go on. */
    public void pause() {
        run(quartz::standby);
    }

    /** Lets a queued run begin as soon as its chain is free. */
    public void request(String chain, long run) {
        run(() -> quartz.scheduleJob(TriggerBuilder.newTrigger()
                .withIdentity(requestKey(run))
                .forJob(chain, CHAINS)
                .usingJobData(ChainJob.CAUSE, Cause.REQUEST.code())
                .usingJobData(ChainJob.RUN, Long.toString(run))
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                .startNow()
                .build()));
    }

    /** Whether a queued run is still going to begin. */
    public boolean awaits(long run) {
        try {
            return quartz.checkExists(requestKey(run));
        } catch (SchedulerException e) {
            throw failure(e);
        }
    }

    private static TriggerKey requestKey(long run) {
        return new TriggerKey("run-" + run, REQUESTS);
    }

    /** Notes that a chain which was stopped begins again; called while paused. */
    static void resumeAtNextStart(Scheduler quartz, JobDetail job) throws SchedulerException {
        var key = new TriggerKey(job.getKey().getName(), RESUMED);
        Trigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(key)
                .forJob(job)
                .usingJobData(ChainJob.CAUSE, Cause.RECOVERY.code())
                .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionIgnoreMisfires())
                .startNow()
                .build();
        if (quartz.checkExists(key)) {
            quartz.rescheduleJob(key, trigger);
        } else {
            quartz.scheduleJob(trigger);
        }
    }

    /** When a chain begins next by itself; nothing if it does not. */
    public Optional<Instant> next(String chain) {
        try {
            return Optional.ofNullable(quartz.getTrigger(new TriggerKey(chain, TIMES)))
                    .map(Trigger::getNextFireTime)
                    .map(Date::toInstant);
        } catch (SchedulerException e) {
            throw failure(e);
        }
    }

    /** Returns when no chain runs any more. */
    @Override
    public void close() {
        run(() -> quartz.shutdown(true));
    }

    private interface Call {
        void run() throws SchedulerException;
    }

    private static void run(Call call) {
        try {
            call.run();
        } catch (SchedulerException e) {
            throw failure(e);
        }
    }

    private static PipelineException failure(SchedulerException cause) {
        return new PipelineException(
                FailureKind.ENVIRONMENT,
                "The schedules cannot be read or written (%s); see orchestration.store".formatted(cause.getMessage()),
                cause);
    }
}
