package io.millrace.cdc.engine;

import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.Offsets;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.millrace.cdc.kafka.ChangePublisher;
import io.millrace.cdc.value.RowSchema;
import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.OversizedChange;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.TableId;
import io.millrace.contracts.change.TableNote;
import io.millrace.contracts.process.CrashPoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Publishes what Debezium reads, and marks it as read only when the broker has confirmed all of it.
 *
 * <p>Only ends of transactions are marked. Rows that one command wrote share a place in the
 * log, and Debezium resumes behind a place, not behind a row: from an offset inside a transaction it would skip rows.
 * A transaction that was cut short is published again from its beginning.
 *
 * <p>The commit before a change is tracked here and not taken from Debezium, which counts messages outside of
 * transactions as commits, but not always again after a restart. It has to stay the same each time that a change is
 * published, because it decides which position the change is part of.
 */
final class ChangeBatches implements ChangeConsumer<RecordChangeEvent<SourceRecord>> {
    private final CaptureRun run;
    private final ChangeEncoder encoder;
    private final ChangePublisher publisher;
    private final CaptureObserver observer;
    /** Changes of the transaction that is read which were too large, the latest of each table. */
    private final Map<TableId, OversizedChange> oversized = new TreeMap<>();

    private long previousCommit;
    private RecordChangeEvent<SourceRecord> lastEnd;
    private Progress reached;

    ChangeBatches(CaptureRun run, ChangeEncoder encoder, CaptureObserver observer) {
        this.run = run;
        this.encoder = encoder;
        this.publisher = run.publisher();
        this.observer = observer;
        this.previousCommit = run.resumeFrom().lsn();
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> events, RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        CrashPoint.CDC_BEFORE_SEND.pass();
        for (RecordChangeEvent<SourceRecord> event : events) {
            handle(event);
        }
        CrashPoint.CDC_AFTER_SEND.pass();
        publisher.confirm();
        CrashPoint.CDC_AFTER_CONFIRM.pass();
        if (lastEnd != null) {
            committer.markProcessed(lastEnd, offset(lastEnd.record(), committer));
            CrashPoint.CDC_AFTER_MARK.pass();
            observer.acknowledged(reached);
            lastEnd = null;
        }
        committer.markBatchFinished();
    }

    /**
     * The offset behind a transaction, without Debezium's own mark of the last change. With that mark it would first
     * search the log for the change, reading the next transaction twice and holding all of its places in memory.
     */
    private static Offsets offset(SourceRecord end, RecordCommitter<?> committer) {
        Offsets offset = committer.buildOffsets();
        offset.set("lsn", ChangeRecord.commitLsn(end));
        offset.set("lsn_commit", ChangeRecord.commitLsn(end));
        offset.set("ts_usec", 1_000 * ChangeRecord.commitMillis(end));
        return offset;
    }

    private void handle(RecordChangeEvent<SourceRecord> event) throws InterruptedException {
        SourceRecord record = event.record();
        if (ChangeRecord.isCommit(record)) {
            commit(event);
        } else if (ChangeRecord.isChange(record) && publisher.publishes(ChangeRecord.table(record))) {
            change(record);
        }
    }

    private void commit(RecordChangeEvent<SourceRecord> event) {
        long commit = ChangeRecord.commitLsn(event.record());
        if (Long.compareUnsigned(commit, previousCommit) <= 0) {
            throw new PipelineException(
                    FailureKind.INTERNAL,
                    "A transaction that ended at %s came after one that ended at %s"
                            .formatted(Position.lsnText(commit), Position.lsnText(previousCommit)));
        }
        tellOfOversized(commit);
        previousCommit = commit;
        observer.committed(commit);
        lastEnd = event;
        reached = new Progress(
                new Position(run.record().incarnation(), commit),
                Instant.ofEpochMilli(ChangeRecord.commitMillis(event.record())));
    }

    private void change(SourceRecord record) throws InterruptedException {
        if (ChangeRecord.operation(record) == Operation.TRUNCATE) {
            send(encoder.truncate(
                    ChangeRecord.table(record),
                    ChangeRecord.lsn(record),
                    previousCommit,
                    ChangeRecord.transaction(record),
                    ChangeRecord.sourceMicros(record)));
        } else {
            RowSchema schema = encoder.schema(record, previousCommit);
            send(encoder.encode(record, schema, previousCommit));
        }
    }

    private void send(Change change) {
        ChangePublisher.Sent sent = publisher.publish(change);
        observer.published(change.table(), sent.bytes());
        sent.instead().ifPresent(instead -> {
            oversized.put(change.table(), instead);
            observer.putAside(instead);
        });
    }

    /**
     * Tells of tables that lack rows of a transaction, and not before its end is known: a re-reading mends them only if
     * it sees all of the transaction.
     */
    private void tellOfOversized(long commit) {
        oversized.forEach((table, change) -> {
            var note = new TableNote(
                    TableNote.Kind.STALE,
                    table,
                    null,
                    change.incarnation(),
                    change.previousCommit() + 1,
                    commit,
                    0,
                    null,
                    change.sentence(),
                    change.committedAt());
            if (run.oversized().isNews(note)) {
                publisher.publish(note);
            }
        });
        oversized.clear();
    }

    @Override
    public boolean supportsTombstoneEvents() {
        return false;
    }
}
