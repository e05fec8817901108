package io.millrace.streaming.topology;

import io.millrace.streaming.part.PartStore.UnreachableException;
import io.millrace.streaming.status.LiveBoard;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When a part may write to the online store: some at a time, and after growing pauses while the store refuses. */
final class WriteTurns {
    /** Time between two turns. */
    static final Duration WRITE = Duration.ofMillis(10);

    private static final Logger LOG = LoggerFactory.getLogger(WriteTurns.class);
    /** So long at a time a part may write, for others wait on the same thread. */
    private static final Duration TURN = Duration.ofMillis(200);

    private static final long SHORTEST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final LiveBoard board;
    private long notBefore;
    private long pause;

    WriteTurns(LiveBoard board) {
        this.board = board;
    }

    /**
     * Has its turn.
     *
     * @param write writes some, and says whether there is more
     */
    void turn(long now, BooleanSupplier write) {
        if (now < notBefore) {
            return;
        }
        try {
            long end = System.nanoTime() + TURN.toNanos();
            while (write.getAsBoolean() && System.nanoTime() < end) {
                board.answered();
            }
            if (pause > 0) {
                LOG.info("the online store answers again");
            }
            pause = 0;
            board.answered();
        } catch (UnreachableException e) {
            if (pause == 0) {
                LOG.warn("{}; what is not written waits", e.getMessage());
            }
            board.refused(e.getMessage());
            pause = Math.min(LONGEST_PAUSE_MILLIS, Math.max(SHORTEST_PAUSE_MILLIS, 2 * pause));
            notBefore = now + pause;
        }
    }
}
