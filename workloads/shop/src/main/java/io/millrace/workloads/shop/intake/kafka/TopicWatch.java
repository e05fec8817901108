package io.millrace.workloads.shop.intake.kafka;

import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again whether the topics are there, makes them where they are not, and knows what it saw last. */
public final class TopicWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_WHEN_READY = Duration.ofSeconds(3);
    private static final Duration CLOSE = Duration.ofSeconds(6);

    private final IntakeTopics topics;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Void> seen = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    // What is thrown completes the end.
    private final Thread thread = new Thread(() -> end.completeAsync(this::run, Runnable::run), "shop-topics");
    private volatile Optional<String> problem = Optional.of("The shop's topics have not been looked for yet");

    public TopicWatch(IntakeTopics topics) {
        this.topics = topics;
        thread.setDaemon(true);
    }

    /** Begins to look. */
    public void start() {
        thread.start();
    }

    /** Why nothing can be taken now; nothing where the topics were there at the last look. */
    public Optional<String> problem() {
        return problem;
    }

    /** Completes when the topics are there for the first time. */
    public CompletableFuture<Void> seen() {
        return seen;
    }

    /** Completes when it is closed, exceptionally if it cannot go on. */
    public CompletableFuture<Void> end() {
        return end;
    }

    private Void run() {
        try {
            do {
                look();
            } while (!closed.await((problem.isPresent() ? PAUSE : PAUSE_WHEN_READY).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("the watch over the topics ends");
        }
        return null;
    }

    private void look() throws InterruptedException {
        try {
            topics.ensure();
            if (problem.isPresent()) {
                LOG.info("taking orders and products: their topics are there");
            }
            problem = Optional.empty();
            seen.complete(null);
        } catch (PipelineException e) {
            Optional<String> before = problem;
            problem = Optional.of(e.getMessage());
            if (!before.equals(problem)) {
                LOG.warn("{}; trying again", e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join(CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        topics.close();
    }
}
