package io.millrace.cdc.engine;

import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.millrace.cdc.kafka.StoredOffset;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.Topics;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first snapshot: begun by emptying what an earlier attempt may have left, and complete once, for good.
 *
 * <p>An attempt that was cut short has published rows, and rows among them may be gone before the next attempt reads.
 * So every attempt begins with a truncate of every table just before its own position: newer than all rows of earlier
 * attempts, older than its own.
 */
final class SnapshotPhase {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotPhase.class);

    private final CaptureRun run;
    private final ChangeEncoder encoder;
    private final OffsetFlushes flushes;
    private final CaptureObserver observer;
    private boolean pending;
    private boolean begun;
    private Position position;
    private Instant readAt = Instant.EPOCH;

    SnapshotPhase(CaptureRun run, ChangeEncoder encoder, OffsetFlushes flushes, CaptureObserver observer) {
        this.run = run;
        this.encoder = encoder;
        this.flushes = flushes;
        this.observer = observer;
        this.pending = !run.record().snapshotComplete();
    }

    /** Whether a snapshot has to be completed before changes count. */
    boolean isPending() {
        return pending;
    }

    /** Hears of a row of the snapshot; the first one begins it. */
    void begin(long lsn, long micros) {
        if (!pending) {
            throw new PipelineException(
                    FailureKind.DATA_LOSS,
                    "A second snapshot has begun although the first is complete, so changes between the two may be"
                            + " missing");
        }
        if (begun) {
            return;
        }
        begun = true;
        position = new Position(run.record().incarnation(), lsn);
        readAt = Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000);
        LOG.info("snapshot begins at {}", position);
        for (TableId table : run.pipeline().source().tables()) {
            run.publisher().publish(encoder.truncate(table, lsn - 1, lsn - 1, 0, micros));
        }
    }

    /**
     * Completes the snapshot with its last row, or with the end of the first transaction after it.
     *
     * @return the snapshot's log sequence number
     */
    long complete(RecordChangeEvent<SourceRecord> last, RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        run.publisher().confirm();
        // Stored before anything is announced: whoever has seen the snapshot's position will not see another snapshot.
        committer.markProcessed(last);
        flushes.now();
        committer.markBatchFinished();
        String topic = new Topics(run.pipeline().name()).offsets();
        StoredOffset.read(run.config(), topic)
                .orElseThrow(() -> new PipelineException(
                        FailureKind.BROKER, "The end of the snapshot could not be stored in the topic " + topic));
        run.memory().write(run.record().withSnapshot());
        pending = false;
        LOG.info("snapshot complete at {}", position);
        observer.acknowledged(new Progress(position, readAt));
        return position.lsn();
    }

    /**
     * Begins a snapshot in which no table had a row, when the stream has begun.
     *
     * @return the snapshot's log sequence number
     */
    long beginWithoutRows() {
        if (!begun) {
            // Nothing was confirmed to the server yet, so the slot still stands where it was made.
            long made = run.slot()
                    .find()
                    .orElseThrow(() -> new PipelineException(FailureKind.SOURCE, "The replication slot has vanished"))
                    .confirmed();
            begin(made, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        }
        return position.lsn();
    }
}
