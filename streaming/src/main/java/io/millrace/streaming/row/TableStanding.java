package io.millrace.streaming.row;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.streaming.wire.ByteSink;
import io.millrace.streaming.wire.ByteSource;
import java.util.Optional;

/**
 * How far one partition of a table is.
 *
 * @param reached the latest progress of the partition
 * @param claimed the latest at which the rows are known to be those of the source
 * @param complete all of the stream up to here stands before; what comes of it again is a repetition
 * @param loaded whether the table was read as a whole
 * @param upTo before the stream has reached it, rows that were read are ahead of it
 * @param truncated the latest truncate
 * @param lacking how many rows lack a value that was never sent
 * @param unknown why the stream does not tell what the table holds
 */
record TableStanding(
        Optional<Progress> reached,
        Optional<Progress> claimed,
        Position complete,
        boolean loaded,
        Position upTo,
        Optional<Stamp> truncated,
        long lacking,
        Optional<Unknown> unknown) {
    static final TableStanding START = new TableStanding(
            Optional.empty(),
            Optional.empty(),
            Position.START,
            false,
            Position.START,
            Optional.empty(),
            0,
            Optional.empty());

    /**
     * The stream does not tell what the table holds.
     *
     * @param from the position from which on
     * @param until a reading that began there or later mends it
     */
    record Unknown(String reason, Position from, Position until) {
        /** Later than every position: it is not known yet where what tells nothing ends. */
        private static final Position OPEN = new Position(Integer.MAX_VALUE, -1);

        /** Something is missing of what follows the last progress and precedes the next one. */
        static Unknown beforeNextProgress(String reason) {
            return new Unknown(reason, Position.START, OPEN);
        }

        /** With the first place at which a reading may begin that has nothing in what is missing. */
        private Unknown closed(Position first) {
            return until.equals(OPEN) ? new Unknown(reason, from, first) : this;
        }

        /** Both of two. */
        Unknown and(Unknown other) {
            boolean isLater = other.until.compareTo(until) >= 0;
            return new Unknown(
                    isLater ? other.reason : reason, Position.min(from, other.from), isLater ? other.until : until);
        }
    }

    TableStanding reached(Progress progress) {
        boolean isLater = reached.isEmpty()
                || !reached.get().position().reaches(progress.position())
                || reached.get().position().equals(progress.position());
        return isLater
                ? new TableStanding(
                                Optional.of(progress),
                                claimed,
                                max(complete, progress.position()),
                                loaded,
                                upTo,
                                truncated,
                                lacking,
                                unknown.map(any -> any.closed(max(next(), progress.position()))))
                        .claim()
                : this;
    }

    /** Claims what has been reached if the rows are those of the source there. */
    TableStanding claim() {
        boolean holds = reached.isPresent() && problem().isEmpty();
        return holds ? new TableStanding(reached, reached, complete, loaded, upTo, truncated, lacking, unknown) : this;
    }

    /** Why what has been reached cannot be claimed. */
    Optional<String> problem() {
        if (!loaded) {
            return Optional.of("it was not read as a whole yet");
        }
        Optional<String> reason = unknown.filter(
                        any -> reached.filter(progress -> progress.position().reaches(any.from()))
                                .isPresent())
                .map(Unknown::reason);
        if (reason.isPresent()) {
            return reason;
        }
        if (lacking > 0) {
            return Optional.of("%d rows lack a value that the source did not send".formatted(lacking));
        }
        boolean isAhead =
                reached.filter(progress -> progress.position().reaches(upTo)).isEmpty();
        return isAhead
                ? Optional.of("rows of it were read at " + upTo + ", which the stream has not reached")
                : Optional.empty();
    }

    /** A whole re-reading that began at {@code from} is in. */
    TableStanding loaded(Position from) {
        Optional<Unknown> left = unknown.filter(any -> !from.reaches(any.until()));
        Optional<Stamp> later = truncated.filter(stamp -> !stamp.isSurelyIn(from));
        return new TableStanding(reached, claimed, complete, true, upTo, later, lacking, left);
    }

    private static Position max(Position left, Position right) {
        return left.reaches(right) ? left : right;
    }

    /** All of the stream up to this end of a transaction stands before. */
    TableStanding complete(Position commit) {
        return new TableStanding(reached, claimed, max(complete, commit), loaded, upTo, truncated, lacking, unknown);
    }

    TableStanding ahead(Position read) {
        return read.compareTo(upTo) <= 0
                ? this
                : new TableStanding(reached, claimed, complete, loaded, read, truncated, lacking, unknown);
    }

    TableStanding truncated(Stamp stamp) {
        return new TableStanding(reached, claimed, complete, loaded, upTo, Optional.of(stamp), lacking, unknown);
    }

    TableStanding lacking(long rows) {
        return rows == lacking
                ? this
                : new TableStanding(reached, claimed, complete, loaded, upTo, truncated, rows, unknown);
    }

    TableStanding unknown(Unknown more) {
        Unknown both = unknown.map(before -> before.and(more)).orElse(more);
        return new TableStanding(reached, claimed, complete, loaded, upTo, truncated, lacking, Optional.of(both));
    }

    /** The first position that is later than all that has been reached. */
    Position next() {
        return reached.map(Progress::position).map(Position::next).orElse(Position.START);
    }

    byte[] bytes() {
        var sink = new ByteSink();
        sink.optional(reached, ByteSink::progress)
                .optional(claimed, ByteSink::progress)
                .position(complete)
                .flag(loaded)
                .position(upTo)
                .optional(truncated, (to, stamp) -> stamp.writeTo(to))
                .bigNumber(lacking)
                .optional(unknown, (to, reason) -> to.text(reason.reason())
                        .position(reason.from())
                        .position(reason.until()));
        return sink.bytes();
    }

    static TableStanding parse(byte[] bytes) {
        var source = new ByteSource(bytes);
        return new TableStanding(
                source.optional(ByteSource::progress),
                source.optional(ByteSource::progress),
                source.position(),
                source.flag(),
                source.position(),
                source.optional(Stamp::readFrom),
                source.bigNumber(),
                source.optional(from -> new Unknown(from.text(), from.position(), from.position())));
    }
}
