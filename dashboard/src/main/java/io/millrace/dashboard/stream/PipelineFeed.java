package io.millrace.dashboard.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.millrace.contracts.process.Json;
import io.millrace.dashboard.pipeline.PipelineReading;
import io.millrace.dashboard.pipeline.PipelineState;
import io.millrace.dashboard.pipeline.PipelineView;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at the pipeline as long as anybody reads, and publishes it when it is another than before. */
public final class PipelineFeed implements AutoCloseable {
    private static final String KIND = "pipeline";
    private static final int REMEMBERED = 120;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final PipelineView view;
    private final Duration poll;
    private final EventHub hub;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var named = new Thread(task, "pipeline-feed");
        named.setDaemon(true);
        return named;
    });
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private PipelineState last;

    /** A feed for so many readers; it asks nobody before it is started. */
    public PipelineFeed(PipelineView view, Duration poll, String name, int mostReaders) {
        this.view = view;
        this.poll = poll;
        this.hub = new EventHub(name, REMEMBERED, mostReaders, this::lookNow);
    }

    /** Where readers join. */
    public EventHub hub() {
        return hub;
    }

    /** Begins to look. */
    public void start() {
        thread.scheduleWithFixedDelay(
                () -> guarded(this::look), poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
        thread.scheduleWithFixedDelay(
                () -> guarded(hub::beat), HEARTBEAT.toMillis(), HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends with the failure that ends the feed; not before it is closed otherwise. */
    public CompletableFuture<Void> end() {
        return end;
    }

    private void lookNow() {
        try {
            thread.execute(() -> guarded(this::look));
        } catch (RejectedExecutionException e) {
            // The feed is closed, and its hub ends this reader's stream, too.
            hub.close();
        }
    }

    private void guarded(Runnable work) {
        CompletableFuture.runAsync(work, Runnable::run).whenComplete((nothing, failure) -> {
            if (failure != null) {
                end.completeExceptionally(failure.getCause());
            }
        });
    }

    private void look() {
        if (hub.readers() == 0) {
            last = null;
            return;
        }
        PipelineReading reading = view.read().join();
        if (!reading.state().equals(last)) {
            last = reading.state();
            hub.publish(KIND, text(reading));
        }
    }

    private static String text(PipelineReading reading) {
        try {
            return Json.mapper().writeValueAsString(reading);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A reading can be written", e);
        }
    }

    /** Ends every reader's stream. */
    @Override
    public void close() {
        thread.shutdownNow();
        hub.close();
        end.complete(null);
    }
}
