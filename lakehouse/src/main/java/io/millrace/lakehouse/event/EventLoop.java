package io.millrace.lakehouse.event;

import io.millrace.lakehouse.lake.Lake;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the tables of events up to the change log at an interval, until it is closed. */
public final class EventLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SHARE = "events";

    private final Lake lake;
    private final EventFold events;
    private final Duration interval;
    private final Consumer<Throwable> ended;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "event-loop");

    /**
     * A loop over these tables.
     *
     * @param ended is told what ends the loop, unless that is its close
     */
    public EventLoop(Lake lake, EventFold events, Duration interval, Consumer<Throwable> ended) {
        this.lake = lake;
        this.events = events;
        this.interval = interval;
        this.ended = ended;
        thread.setDaemon(true);
    }

    /** Begins; the first round comes after one interval. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            lake.shareCores(SHARE);
            while (!closed.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                events.round();
            }
        } catch (InterruptedException e) {
            LOG.info("the tables of events end where they are; the next start goes on from there");
        } catch (Throwable e) {
            // A loop that ends unnoticed leaves tables that stand still.
            ended.accept(e);
        }
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
