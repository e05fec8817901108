package io.millrace.dashboard.stream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at each document as long as anybody reads, so that a slow one keeps no other waiting, and publishes what changes. */
public final class LiveFeed implements AutoCloseable {
    private static final int REMEMBERED = 240;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final List<Told<?>> documents;
    private final EventHub hub;
    private final ScheduledExecutorService threads;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /** A feed for so many readers; it asks nobody before it is started. */
    public LiveFeed(List<Told<?>> documents, String name, int mostReaders) {
        this.documents = List.copyOf(documents);
        this.hub = new EventHub(name, REMEMBERED, mostReaders, this::lookNow);
        this.threads = Executors.newScheduledThreadPool(documents.size() + 1, task -> {
            var named = new Thread(task, "live-feed");
            named.setDaemon(true);
            return named;
        });
    }

    /** Where readers join. */
    public EventHub hub() {
        return hub;
    }

    /** Begins to look. */
    public void start() {
        documents.forEach(document -> repeated(() -> document.look(hub), document.poll()));
        repeated(hub::beat, HEARTBEAT);
    }

    private void repeated(Runnable work, Duration pause) {
        threads.scheduleWithFixedDelay(() -> guarded(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends with the failure that ends the feed; not before it is closed otherwise. */
    public CompletableFuture<Void> end() {
        return end;
    }

    private void lookNow() {
        try {
            documents.forEach(document -> threads.execute(() -> guarded(() -> document.again(hub))));
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

    /** Ends every reader's stream. */
    @Override
    public void close() {
        threads.shutdownNow();
        hub.close();
        end.complete(null);
    }
}
