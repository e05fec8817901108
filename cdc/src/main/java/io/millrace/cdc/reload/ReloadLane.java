package io.millrace.cdc.reload;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs reloads on a thread of its own: all that wait, in one session, and again what a lost connection left. */
final class ReloadLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReloadLane.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration END = Duration.ofSeconds(20);

    private final ReloadContext context;
    private final BlockingQueue<Reload> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private Duration pause = FIRST_PAUSE;
    private volatile boolean closed;
    private volatile ReloadSession session;

    ReloadLane(ReloadContext context, String name) {
        this.context = context;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void add(Reload reload) {
        waiting.add(reload);
    }

    private void run() {
        List<Reload> open = new ArrayList<>();
        try {
            while (!closed) {
                if (open.isEmpty()) {
                    open.add(waiting.take());
                }
                waiting.drainTo(open);
                runSession(open);
                open.removeIf(reload -> reload.record().hasEnded());
            }
        } catch (InterruptedException e) {
            LOG.debug("Interrupted while reloads were waited for", e);
        }
    }

    private void runSession(List<Reload> open) throws InterruptedException {
        var next = new ReloadSession(context);
        session = next;
        try {
            if (!closed) {
                open.forEach(Reload::goOn);
                next.run(List.copyOf(open));
            }
            pause = FIRST_PAUSE;
        } catch (PipelineException e) {
            tryAgain(open, e);
        } catch (RuntimeException e) {
            // Nothing else sees what ends this thread, and reloads would wait for ever.
            tryAgain(open, new PipelineException(FailureKind.INTERNAL, "Reading tables again failed: " + e, e));
        }
    }

    private void tryAgain(List<Reload> open, PipelineException problem) throws InterruptedException {
        if (closed) {
            return;
        }
        LOG.warn("{}; reading on in {} s", problem.getMessage(), pause.toSeconds(), problem);
        open.forEach(reload -> reload.waitFor(problem.getMessage()));
        Thread.sleep(pause.toMillis());
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    @Override
    public void close() {
        closed = true;
        ReloadSession running = session;
        if (running != null) {
            running.abort();
        }
        thread.interrupt();
        try {
            thread.join(END.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
