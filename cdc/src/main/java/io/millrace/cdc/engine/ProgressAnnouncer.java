package io.millrace.cdc.engine;

import io.millrace.cdc.kafka.ChangePublisher;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.process.CrashPoint;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Tells the readers of every partition how far everything is acknowledged: each time that it moved, but not more often
 * than at an interval, and the last position always.
 */
public final class ProgressAnnouncer implements AutoCloseable {
    private final ChangePublisher publisher;
    private final Consumer<PipelineException> failed;
    private final AtomicReference<Progress> acknowledged;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(ProgressAnnouncer::daemon);
    private Progress announced;

    /**
     * Makes an announcer that is silent until its start.
     *
     * @param resumed up to where everything is on the broker already; a crash may have come before it was announced
     */
    public ProgressAnnouncer(ChangePublisher publisher, Progress resumed, Consumer<PipelineException> failed) {
        this.publisher = publisher;
        this.acknowledged = new AtomicReference<>(resumed);
        this.failed = failed;
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    }

    public void start(Duration interval) {
        thread.scheduleWithFixedDelay(this::announceOrFail, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Everything up to this position is on the broker. */
    public void acknowledge(Progress progress) {
        acknowledged.set(progress);
    }

    /** The last position up to which everything is on the broker. */
    public Progress acknowledged() {
        return acknowledged.get();
    }

    private void announceOrFail() {
        try {
            announce();
        } catch (PipelineException e) {
            failed.accept(e);
        }
    }

    private synchronized void announce() {
        Progress progress = acknowledged.get();
        if (progress != announced) {
            publisher.publish(progress);
            announced = progress;
            CrashPoint.CDC_AFTER_PROGRESS.pass();
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        announceOrFail();
    }
}
