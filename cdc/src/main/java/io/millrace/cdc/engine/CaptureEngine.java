package io.millrace.cdc.engine;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.millrace.cdc.source.SourceTable;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of Debezium's embedded engine, from its start to its end or failure. */
public final class CaptureEngine implements AutoCloseable {
    /** The engine's name, under which its offsets are stored. */
    public static final String NAME = "millrace";

    private static final Logger LOG = LoggerFactory.getLogger(CaptureEngine.class);
    private static final Duration END = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MILLIS = 50;

    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Makes an engine that does not run yet.
     *
     * @param descriptions hears of columns before the first change that has them
     * @param started is called when the engine has its slot and reads the source
     */
    public CaptureEngine(CaptureRun run, CaptureObserver observer, TableDescriptions descriptions, Runnable started) {
        Set<TableId> fullImages = run.tables().stream()
                .filter(table -> table.identity() == SourceTable.Identity.FULL)
                .map(SourceTable::id)
                .collect(Collectors.toSet());
        var encoder =
                new ChangeEncoder(run.record().incarnation(), run.pipeline().source(), fullImages, descriptions);
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(EngineProperties.of(run.config(), run.pipeline(), run.tables()))
                .using((success, message, error) -> failure.compareAndSet(null, error))
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void taskStarted() {
                        started.run();
                    }
                })
                .notifying(new ChangeBatches(run, encoder, observer))
                .build();
    }

    /**
     * Captures until the engine is closed.
     *
     * @throws PipelineException when it fails
     */
    public void run() {
        try {
            engine.run();
        } finally {
            ended.countDown();
        }
        Throwable problem = failure.get();
        if (problem != null) {
            throw EngineFailure.of(problem);
        }
    }

    /** Ends the run with this failure. */
    public void fail(PipelineException problem) {
        if (failure.compareAndSet(null, problem)) {
            // Not on the thread that noticed: closing waits for what that thread may hold.
            new Thread(this::close, "capture-fail").start();
        }
    }

    @Override
    public void close() {
        Instant deadline = Instant.now().plus(END);
        try {
            while (ended.getCount() > 0 && Instant.now().isBefore(deadline)) {
                tryToClose();
                if (ended.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryToClose() {
        try {
            engine.close();
        } catch (IllegalStateException e) {
            // It is starting, which it does not let be interrupted, or it is ending already.
            LOG.debug("Not closed yet: {}", e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("Debezium's engine did not close", e);
        }
    }
}
