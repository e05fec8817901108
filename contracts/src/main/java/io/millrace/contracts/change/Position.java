package io.millrace.contracts.change;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.Locale;

/**
 * A point in the history of the source: everything committed at or before it, nothing after it.
 *
 * <p>The incarnation counts the lives of the source cluster (restore, upgrade, new cluster), because log sequence
 * numbers may go back between them; a higher incarnation is always later. The text form is {@code 1:0/16B3748}.
 *
 * @param lsn a commit's log sequence number as an unsigned 64-bit number
 */
public record Position(int incarnation, long lsn) implements Comparable<Position> {
    /** Before every position of every source. */
    public static final Position START = new Position(0, 0);

    private static final Comparator<Position> ORDER =
            Comparator.comparingInt(Position::incarnation).thenComparing(Position::lsn, Long::compareUnsigned);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /** Whether this position includes all that the other one does. */
    public boolean reaches(Position other) {
        return compareTo(other) >= 0;
    }

    /** The first position that is later than this one. */
    public Position next() {
        return new Position(incarnation, lsn + 1);
    }

    /** The earlier of the two. */
    public static Position min(Position left, Position right) {
        return left.compareTo(right) <= 0 ? left : right;
    }

    /** Parses {@code 1:0/16B3748}; a text without an incarnation is of the first. */
    @JsonCreator
    public static Position parse(String text) {
        int colon = text.indexOf(':');
        int incarnation = colon < 0 ? 1 : Integer.parseInt(text.substring(0, colon));
        return new Position(incarnation, parseLsn(text.substring(colon + 1)));
    }

    /** Parses Postgres' text form of a log sequence number, two hexadecimal halves. */
    public static long parseLsn(String text) {
        int slash = text.indexOf('/');
        if (slash < 1) {
            throw new IllegalArgumentException(
                    "A log sequence number looks like 0/16B3748, but this is '" + text + "'");
        }
        return (Long.parseLong(text.substring(0, slash), 16) << Integer.SIZE)
                | Long.parseLong(text.substring(slash + 1), 16);
    }

    /** Postgres' text form of a log sequence number. */
    public static String lsnText(long lsn) {
        // Each row that is told has one: a format is parsed anew at every call.
        return (Long.toHexString(lsn >>> Integer.SIZE) + "/" + Long.toHexString(lsn & 0xFFFF_FFFFL))
                .toUpperCase(Locale.ROOT);
    }

    @JsonValue
    @Override
    public String toString() {
        return incarnation + ":" + lsnText(lsn);
    }
}
