package io.millrace.lakehouse.bronze;

import io.millrace.contracts.change.ChangeCodec;
import io.millrace.contracts.change.Operation;
import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.change.PublishedChange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** Adds up what a task reads from one topic partition. */
final class PartitionSummaryBuilder {
    private final ChangeCodec codec = new ChangeCodec();
    private final String topic;
    private final int partition;
    private long lastOffset = -1;
    private String table;
    private long changes;
    private long size;
    private long reloaded;
    private boolean truncated;
    private Position first;
    private Position last;
    private Progress progress;
    private long unreadable;
    private long firstUnreadable = Long.MAX_VALUE;
    private final ArrayList<String> notes = new ArrayList<>();

    PartitionSummaryBuilder(String topic, int partition) {
        this.topic = topic;
        this.partition = partition;
    }

    void add(long offset, DecodedRecord record) {
        lastOffset = Math.max(lastOffset, offset);
        if (record instanceof DecodedRecord.OfChange changed) {
            add(changed.change());
        } else if (record instanceof DecodedRecord.OfEvent happened) {
            table = EventTopic.logName(happened.event().type());
            changes++;
        } else if (record instanceof DecodedRecord.OfProgress reached) {
            add(reached.progress());
        } else if (record instanceof DecodedRecord.OfNote said) {
            notes.add(new String(codec.encode(said.note()), StandardCharsets.UTF_8));
        } else {
            unreadable++;
            firstUnreadable = Math.min(firstUnreadable, offset);
        }
    }

    private void add(PublishedChange change) {
        table = change.table().toString();
        changes++;
        if (change.reload() != null) {
            // Part of no round; its note says when it is complete.
            reloaded += characters(change);
            return;
        }
        size += characters(change);
        truncated |= change.op() == Operation.TRUNCATE;
        var before = new Position(change.incarnation(), change.previousCommit());
        first = first == null ? before : Position.min(first, before);
        last = last == null || before.reaches(last) ? before : last;
    }

    private static long characters(PublishedChange change) {
        return length(change.key()) + length(change.before()) + length(change.after());
    }

    private static long length(String text) {
        return text == null ? 0 : text.length();
    }

    private void add(Progress latest) {
        if (progress == null || latest.position().reaches(progress.position())) {
            progress = latest;
        }
    }

    Progress progress() {
        return progress;
    }

    long lastOffset() {
        return lastOffset;
    }

    PartitionSummary build() {
        return new PartitionSummary(
                topic,
                partition,
                lastOffset,
                table,
                changes,
                size,
                reloaded,
                truncated,
                text(first),
                text(last),
                progress == null ? null : progress.position().toString(),
                progress == null ? 0 : PartitionSummary.micros(progress.sourceTime()),
                unreadable,
                firstUnreadable,
                notes);
    }

    private static String text(Position position) {
        return position == null ? null : position.toString();
    }
}
