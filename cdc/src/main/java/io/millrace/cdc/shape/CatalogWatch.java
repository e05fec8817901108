package io.millrace.cdc.shape;

import io.millrace.contracts.change.Progress;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at an interval what became of the tables. */
public final class CatalogWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogWatch.class);

    private final TableShapes shapes;
    private final Supplier<Progress> acknowledged;
    private final Consumer<PipelineException> failed;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(CatalogWatch::daemon);

    /**
     * Makes a watch that does not look yet.
     *
     * @param acknowledged up to where the stream is on the broker
     * @param failed hears why capture cannot go on as it is
     */
    public CatalogWatch(TableShapes shapes, Supplier<Progress> acknowledged, Consumer<PipelineException> failed) {
        this.shapes = shapes;
        this.acknowledged = acknowledged;
        this.failed = failed;
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "catalog-watch");
        thread.setDaemon(true);
        return thread;
    }

    public void start(Duration interval) {
        thread.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            shapes.look(acknowledged.get().position().lsn());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TableShapes.NeedsAnotherEngine e) {
            failed.accept(e);
        } catch (PipelineException e) {
            if (e.kind() == FailureKind.SOURCE) {
                LOG.warn("{}; looking again", e.getMessage());
            } else {
                failed.accept(e);
            }
        } catch (RuntimeException e) {
            // Nothing else sees what ends this thread, and tables would never be looked at again.
            failed.accept(new PipelineException(FailureKind.INTERNAL, "Looking at the tables failed: " + e, e));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
