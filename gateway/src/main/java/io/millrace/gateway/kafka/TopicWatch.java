package io.millrace.gateway.kafka;

import io.millrace.contracts.process.PipelineException;
import io.millrace.gateway.watch.Watch;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks again and again whether the topics are there, makes them where they are not, and knows what it saw last. */
public final class TopicWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration PAUSE_WHEN_READY = Duration.ofSeconds(10);

    private final EventTopics topics;
    private final Watch watch = new Watch("event-topics", this::look);
    private volatile Optional<String> problem = Optional.of("The topics of the events have not been looked for yet");
    private volatile boolean seen;

    public TopicWatch(EventTopics topics) {
        this.topics = topics;
    }

    /** Begins to look. */
    public void start() {
        watch.start();
    }

    /** Why events may not be taken now; nothing where the topics were there at the last look. */
    public Optional<String> problem() {
        return problem;
    }

    /** Whether the topics were ever there; what was sent to them may have been kept since. */
    public boolean haveBeenSeen() {
        return seen;
    }

    /** Completes when it is closed, exceptionally if a topic is not what the pipeline file says. */
    public CompletableFuture<Void> end() {
        return watch.end();
    }

    private Duration look() throws InterruptedException {
        try {
            topics.ensure();
            if (problem.isPresent()) {
                LOG.info("taking events: their topics are there");
            }
            problem = Optional.empty();
            seen = true;
            return PAUSE_WHEN_READY;
        } catch (PipelineException e) {
            if (!e.kind().retryable()) {
                throw e;
            }
            if (problem.isEmpty() || !seen) {
                LOG.warn("{}; trying again", e.getMessage());
            }
            problem = Optional.of(e.getMessage());
            return PAUSE;
        }
    }

    @Override
    public void close() {
        watch.close();
        topics.close();
    }
}
