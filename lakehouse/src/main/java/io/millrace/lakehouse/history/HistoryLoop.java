package io.millrace.lakehouse.history;

import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.lakehouse.lake.Lake;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the histories of all tables up to the lake's cut at an interval, until it is closed. */
public final class HistoryLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryLoop.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final String SHARE = "history";

    private final Lake lake;
    private final Histories histories;
    private final Duration interval;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "history-loop");

    /** A loop over these histories, whose first round comes after one interval. */
    public HistoryLoop(Lake lake, Histories histories, Duration interval) {
        this.lake = lake;
        this.histories = histories;
        this.interval = interval;
        thread.setDaemon(true);
    }

    /** Begins to look; the histories are counted among these metrics. */
    public void start(MeterRegistry metrics) {
        histories.watchedBy(metrics);
        thread.start();
    }

    private void run() {
        lake.shareCores(SHARE);
        long next = System.nanoTime() + interval.toNanos();
        try {
            while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                next = attempt(next);
            }
        } catch (InterruptedException e) {
            LOG.info("the histories end where they are; the next start goes on from there");
        }
    }

    /** Looks, and makes a round if one is due; gives when the next is. */
    private long attempt(long due) {
        long next = System.nanoTime() - due < 0 ? due : System.nanoTime() + interval.toNanos();
        try {
            histories.look();
            if (next != due) {
                histories.round();
            }
        } catch (Exception e) {
            // Kafka or the store that does not answer now answers later; a loop that ends here would never ask again.
            // Spark throws checked exceptions that no signature names.
            LOG.warn("the histories wait: {}; trying again in {} s", e.getMessage(), interval.toSeconds());
        }
        return next;
    }

    /** Lets a round that is under way end, if it does so soon. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
