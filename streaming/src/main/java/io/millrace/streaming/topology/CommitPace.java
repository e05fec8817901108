package io.millrace.streaming.topology;

import io.millrace.streaming.status.LiveBoard;
import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * How often the threads commit, once all is read: a stage sees what the one before it has committed, so each change waits for
 * commits on its way. Until then Kafka Streams commits at an interval of its own, a longer one, because a thread stands still
 * while it commits and nobody waits for anything yet.
 */
final class CommitPace {
    /** How exactly the interval is kept. */
    private static final Duration LOOK = Duration.ofMillis(10);

    private final LiveBoard board;
    private final long intervalMillis;
    // A commit is one of all parts on a thread, so one of them asks for it.
    private final ThreadLocal<Long> next = ThreadLocal.withInitial(() -> Long.MIN_VALUE);

    CommitPace(LiveBoard board, Duration interval) {
        this.board = board;
        this.intervalMillis = interval.toMillis();
    }

    /** Commits for a part at this pace, as long as it runs. */
    void keep(ProcessorContext<?, ?> part) {
        var turns = new Turns(part);
        part.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, turns::look);
    }

    /** When one part asks for a commit. */
    private final class Turns {
        private final ProcessorContext<?, ?> part;
        private boolean asked;

        Turns(ProcessorContext<?, ?> part) {
            this.part = part;
        }

        void look(long now) {
            if (asked) {
                // The thread has committed since, however long that took: work comes between two commits.
                asked = false;
                next.set(now + intervalMillis);
            } else if (now >= next.get() && board.isReadOnce()) {
                asked = true;
                next.set(now + intervalMillis);
                part.commit();
            }
        }
    }
}
