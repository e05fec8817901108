package io.millrace.lakehouse.history;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the histories of all tables up to the lake's cut at an interval, until it is closed. */
public final class HistoryLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryLoop.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final HistoryRounds histories;
    private final Duration interval;
    private final Consumer<Throwable> ended;
    private String problem = "";
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "history-loop");

    /**
     * A loop over these histories, whose first round comes after one interval.
     *
     * @param ended is told what ends the loop, unless that is its close
     */
    public HistoryLoop(HistoryRounds histories, Duration interval, Consumer<Throwable> ended) {
        this.histories = histories;
        this.interval = interval;
        this.ended = ended;
        thread.setDaemon(true);
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            histories.begin();
            long next = System.nanoTime() + interval.toNanos();
            while (!closed.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                next = attempt(next);
            }
        } catch (InterruptedException e) {
            LOG.info("the histories end where they are; the next start goes on from there");
        } catch (Throwable e) {
            // A loop that ends unnoticed leaves histories that stand still.
            ended.accept(e);
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
            problem = "";
        } catch (Exception e) {
            // Kafka or the store that does not answer now answers later; a loop that ends here would never ask again.
            // Spark throws checked exceptions that no signature names.
            String message = String.valueOf(e.getMessage());
            if (!message.equals(problem)) {
                LOG.warn("the histories do not go on; trying again until they do", e);
                problem = message;
            }
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
