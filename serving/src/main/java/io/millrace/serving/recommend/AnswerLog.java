package io.millrace.serving.recommend;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.serving.store.AnswerStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps answers where every node finds them. Who answers never waits for it: one thread writes, and what comes faster than
 * that is counted and not kept.
 *
 * <p>What is kept is bounded however many answers there are and however large they are: so many of the latest of all nodes,
 * none of which is larger than a limit.
 */
public final class AnswerLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerLog.class);
    private static final int MOST_WAITING = 256;
    /** Between two answers while more are waiting: 500 a second at most, so that the thread takes no core from requests. */
    private static final Duration PAUSE_UNDER_LOAD = Duration.ofMillis(2);

    private final AnswerStore store;
    private final Limits limits;
    private final Counter kept;
    private final Counter dropped;
    private final Counter tooLarge;
    private final ThreadPoolExecutor thread;

    /**
     * How much is kept.
     *
     * @param answers how many at most; 0 keeps none
     * @param bytes how many one may have, zipped; a larger one is not kept
     * @param age how long one is kept at most
     */
    public record Limits(int answers, int bytes, Duration age) {
        public Limits {
            require(answers >= 0, "serving.explanations.answers must not be negative, but is " + answers);
            require(bytes > 0, "serving.explanations.largest-bytes must be at least 1, but is " + bytes);
            require(age.toMillis() > 0, "serving.explanations.age must be longer than zero, but is " + age);
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new PipelineException(FailureKind.CONFIGURATION, otherwise);
            }
        }
    }

    public AnswerLog(AnswerStore store, Limits limits, MeterRegistry metrics) {
        this.store = store;
        this.limits = limits;
        this.kept = counter(metrics, "kept");
        this.dropped = counter(metrics, "dropped");
        this.tooLarge = counter(metrics, "too_large");
        this.thread = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WAITING),
                AnswerLog::daemon,
                (work, pool) -> dropped.increment());
    }

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return Counter.builder("millrace.serving.answers")
                .description("Answers that are kept to be explained later, and those that are not")
                .tag("outcome", outcome)
                .register(metrics);
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "answer-log");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((died, failure) -> LOG.error("An answer is not kept", failure));
        return thread;
    }

    /** Keeps an answer soon, unless too many come. */
    void keep(Answered answer) {
        if (limits.answers() > 0) {
            thread.execute(() -> write(answer));
        }
    }

    private void write(Answered answer) {
        try {
            byte[] bytes = answer.kept(KeptAnswer.json(answer.answer())).bytes();
            if (bytes.length > limits.bytes()) {
                tooLarge.increment();
            } else {
                store.keepAnswer(answer.responseId(), bytes, limits.answers(), limits.age());
                kept.increment();
            }
        } catch (PipelineException e) {
            dropped.increment();
            LOG.debug("Answer {} is not kept", answer.responseId(), e);
        }
        if (!thread.getQueue().isEmpty()) {
            LockSupport.parkNanos(PAUSE_UNDER_LOAD.toNanos());
        }
    }

    /**
     * An answer; nothing if it is not kept, or not any more.
     *
     * @throws PipelineException of kind ONLINE_STORE if the store cannot be read
     */
    Optional<KeptAnswer> find(String responseId) {
        return limits.answers() == 0
                ? Optional.empty()
                : store.keptAnswer(responseId).map(KeptAnswer::parse);
    }

    /** Leaves what is waiting. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
