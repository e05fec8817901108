package io.millrace.streaming.row;

import io.millrace.contracts.change.Change;
import io.millrace.contracts.change.Position;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;

/**
 * When something was true.
 *
 * @param isRead whether it was read at the position {@code lsn} and not said by the stream
 * @param lsn the change's own log sequence number, or that of the reading
 * @param previousCommit the last commit before the change's transaction
 */
record Stamp(boolean isRead, int incarnation, long lsn, long previousCommit) {

    static Stamp of(Change change) {
        return new Stamp(change.reload() != null, change.incarnation(), change.lsn(), change.previousCommit());
    }

    /** The earliest position that this may be part of. */
    Position position() {
        boolean laterCommit = !isRead && Long.compareUnsigned(lsn, previousCommit) <= 0;
        return new Position(incarnation, laterCommit ? previousCommit + 1 : lsn);
    }

    /** Whether it comes after the other one in the log, where both are of the stream or both were read. */
    boolean isLaterThan(Stamp other) {
        return incarnation > other.incarnation
                || incarnation == other.incarnation && Long.compareUnsigned(lsn, other.lsn) > 0;
    }

    /**
     * Whether this change is surely in rows that saw all up to a commit.
     *
     * @param commit the end of a transaction of the stream that those rows saw
     */
    boolean isSurelyIn(Position commit) {
        return incarnation < commit.incarnation()
                || incarnation == commit.incarnation() && Long.compareUnsigned(previousCommit, commit.lsn()) < 0;
    }

    /** Whether this change committed after a reading at that place, whatever else is known. */
    boolean isSurelyAfter(Stamp read) {
        return incarnation > read.incarnation
                || incarnation == read.incarnation
                        && (Long.compareUnsigned(lsn, read.lsn) >= 0
                                || Long.compareUnsigned(previousCommit, read.lsn) >= 0);
    }

    boolean isOfSameTransaction(Stamp other) {
        return incarnation == other.incarnation && previousCommit == other.previousCommit && !isRead && !other.isRead;
    }

    void writeTo(ByteSink sink) {
        sink.flag(isRead).number(incarnation).bigNumber(lsn).bigNumber(previousCommit);
    }

    static Stamp readFrom(ByteSource source) {
        return new Stamp(source.flag(), source.number(), source.bigNumber(), source.bigNumber());
    }
}
