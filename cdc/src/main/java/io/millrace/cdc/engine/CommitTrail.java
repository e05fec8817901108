package io.millrace.cdc.engine;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds out between which two commits of the stream a moment of the source lies.
 *
 * <p>Whether a change is part of a position is asked by the commit before it, so a position has to be the end of a
 * commit that the stream brings: at a place between two of them the later one would count as part of it.
 */
public final class CommitTrail {
    private final List<Recording> recordings = new ArrayList<>();
    private long last;

    /** Begins with the commit up to which everything was read before. */
    public CommitTrail(long last) {
        this.last = last;
    }

    /** The stream brought the end of a transaction. */
    public synchronized void committed(long lsn) {
        last = lsn;
        recordings.forEach(recording -> recording.commits.add(lsn));
        if (!recordings.isEmpty()) {
            notifyAll();
        }
    }

    /** Remembers commits from now on; begun before the moment that is asked for. */
    public synchronized Recording record() {
        var recording = new Recording();
        recording.commits.add(last);
        recordings.add(recording);
        return recording;
    }

    private synchronized long lastAtOrBefore(Recording recording, long lsn, Duration patience)
            throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        while (recording.commits.higher(lsn) == null) {
            long left = Duration.between(Instant.now(), deadline).toMillis();
            if (left <= 0) {
                throw new PipelineException(
                        FailureKind.NOT_READY,
                        "The stream of changes is at %s and did not reach %s within %d s; ask again when it has caught up"
                                .formatted(Position.lsnText(last), Position.lsnText(lsn), patience.toSeconds()));
            }
            wait(left);
        }
        return recording.commits.floor(lsn);
    }

    private synchronized void end(Recording recording) {
        recordings.remove(recording);
    }

    /** The commits since it was begun. */
    public final class Recording implements AutoCloseable {
        private final TreeSet<Long> commits = new TreeSet<>(Long::compareUnsigned);

        private Recording() {}

        /**
         * The last commit of the stream that ends at or before that place; waits until the stream is past it.
         *
         * @throws PipelineException of kind NOT_READY if the stream does not come past it in time
         */
        public long lastAtOrBefore(long lsn, Duration patience) throws InterruptedException {
            return CommitTrail.this.lastAtOrBefore(this, lsn, patience);
        }

        @Override
        public void close() {
            end(this);
        }
    }
}
