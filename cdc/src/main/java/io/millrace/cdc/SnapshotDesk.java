package io.millrace.cdc;

import io.millrace.cdc.engine.CommitTrail;
import io.millrace.cdc.source.ExportedSnapshot;
import io.millrace.cdc.source.SourceDatabase;
import io.millrace.cdc.source.SourceWatch;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.source.SourceSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Holds moments of the source still for others to read at: few, and each for a minute at most. */
final class SnapshotDesk implements AutoCloseable {
    private static final Duration LIFE = Duration.ofSeconds(60);
    private static final Duration STREAM_PATIENCE = Duration.ofSeconds(20);
    private static final int MOST = 2;

    private final SourceDatabase database;
    private final CommitTrail trail;
    private final int incarnation;
    private final Semaphore places = new Semaphore(MOST);
    private final Map<String, ExportedSnapshot> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(SnapshotDesk::daemon);

    SnapshotDesk(SourceDatabase database, CommitTrail trail, int incarnation) {
        this.database = database;
        this.trail = trail;
        this.incarnation = incarnation;
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "snapshot-desk");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Holds the source still at a position of the stream: what committed at or before it is visible, and nothing else.
     *
     * @throws PipelineException of kind NOT_READY if the stream is far behind, or others hold as many as there may be
     */
    SourceSnapshot take() throws InterruptedException {
        if (!places.tryAcquire()) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "%d snapshots of the source are held already; end one, or wait until it ends by itself (%d s)"
                            .formatted(MOST, LIFE.toSeconds()));
        }
        try (CommitTrail.Recording recording = trail.record()) {
            return hold(recording);
        } catch (PipelineException | InterruptedException e) {
            places.release();
            throw e;
        }
    }

    private SourceSnapshot hold(CommitTrail.Recording recording) throws InterruptedException {
        ExportedSnapshot snapshot = ExportedSnapshot.take(database);
        try {
            // An idle database would say only at its next sign of life that nothing came between.
            SourceWatch.giveSignOfLife(database);
            long commit = recording.lastAtOrBefore(snapshot.lsn(), STREAM_PATIENCE);
            thread.schedule(() -> end(snapshot.name()), LIFE.toMillis(), TimeUnit.MILLISECONDS);
            held.put(snapshot.name(), snapshot);
            return new SourceSnapshot(
                    snapshot.name(),
                    new Position(incarnation, commit),
                    Instant.now().plus(LIFE));
        } catch (PipelineException | InterruptedException e) {
            snapshot.close();
            throw e;
        } catch (RejectedExecutionException e) {
            snapshot.close();
            throw new PipelineException(FailureKind.NOT_READY, "Capture is ending", e);
        }
    }

    /** Lets one go; whether it was there. */
    boolean end(String name) {
        Optional<ExportedSnapshot> snapshot = Optional.ofNullable(held.remove(name));
        snapshot.ifPresent(known -> {
            known.close();
            places.release();
        });
        return snapshot.isPresent();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        List.copyOf(held.keySet()).forEach(this::end);
    }
}
