package io.millrace.cdc;

import io.millrace.cdc.reload.ReloadBoard;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.Patience;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.ProcessEndpoint;
import io.millrace.contracts.source.ReloadRequest;
import io.millrace.contracts.source.SourceSnapshot;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Captures the tables of a pipeline from start to close: through restarts of the database and of the broker, each time
 * looking anew whether it is still the same database.
 */
public final class ChangeCapture implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeCapture.class);
    private static final Duration ORDERLY_END = Duration.ofSeconds(30);

    private final CdcConfig config;
    private final Pipeline pipeline;
    private final CaptureBoard board;
    private final ReloadBoard reloads = new ReloadBoard();
    private final ProcessEndpoint endpoint;
    private final Thread thread = new Thread(this::runUntilClosed, "capture");
    private volatile boolean closed;
    private volatile CaptureAttempt attempt;
    private volatile PipelineException failure;

    public ChangeCapture(CdcConfig config, Pipeline pipeline) {
        this.config = config;
        this.pipeline = pipeline;
        this.board = new CaptureBoard(pipeline.source().tables());
        this.endpoint =
                ProcessEndpoint.open(config.httpHost(), config.httpPort(), board::notReady, () -> board.status());
        board.register(endpoint.metrics());
        reloads.register(endpoint.metrics());
        var requests = new SourceRequests(reloads, () -> Optional.ofNullable(attempt));
        endpoint.route(ReloadRequest.PATH, requests::reloads);
        endpoint.route(SourceSnapshot.PATH, requests::snapshots);
    }

    /** Begins to capture, on a thread of its own. */
    public void start() {
        LOG.info(
                "capturing {} tables of {} into Kafka at {}; status at http://{}:{}/status",
                pipeline.source().tables().size(),
                pipeline.source().url(),
                config.bootstrap(),
                config.httpHost(),
                endpoint.port());
        thread.start();
    }

    /**
     * Waits until capture ends.
     *
     * @throws PipelineException if it failed for good
     */
    public void await() throws InterruptedException {
        thread.join();
        if (failure != null) {
            throw failure;
        }
    }

    /** The port of the endpoint. */
    public int port() {
        return endpoint.port();
    }

    private void runUntilClosed() {
        var patience = new Patience(config.reconnectFor());
        try {
            while (!closed) {
                long before = board.positionsReached();
                Optional<PipelineException> problem = runOnce();
                if (problem.isEmpty() || closed) {
                    return;
                }
                Duration pause = patience.pauseAfter(problem.get(), board.positionsReached() > before);
                LOG.warn("{}; trying again in {} s", problem.get().getMessage(), pause.toSeconds());
                board.interrupted(problem.get().getMessage());
                Thread.sleep(pause.toMillis());
            }
        } catch (PipelineException e) {
            failure = e;
        } catch (InterruptedException e) {
            LOG.debug("Interrupted between two runs", e);
        } catch (RuntimeException | Error e) {
            // Nothing else sees what ends this thread, and a capture that ended looks like one that was stopped.
            failure = new PipelineException(FailureKind.INTERNAL, "Capture failed in a way nobody foresaw: " + e, e);
        } finally {
            board.stopped();
        }
    }

    private Optional<PipelineException> runOnce() throws InterruptedException {
        board.starting();
        try (var run = new CaptureAttempt(config, pipeline, board, reloads)) {
            attempt = run;
            if (!closed) {
                run.capture();
            }
            return Optional.empty();
        } catch (PipelineException e) {
            return Optional.of(e);
        } finally {
            attempt = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        CaptureAttempt running = attempt;
        boolean ending = running != null && running.stop();
        try {
            if (ending) {
                thread.join(ORDERLY_END.toMillis());
            }
            // It may wait between two runs, or for a topic or a slot.
            thread.interrupt();
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endpoint.close();
    }
}
