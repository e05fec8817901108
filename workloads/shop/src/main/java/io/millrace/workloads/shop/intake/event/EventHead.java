package io.millrace.workloads.shop.intake.event;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/** What every event begins with: an id and a time that a receipt can hold. */
public final class EventHead {
    /** What an id must be, as the end of a sentence. */
    public static final String ID_RULE =
            "must be a text of 1 to 128 letters, digits and . _ : ~ -, with a letter or a digit among them";

    /** What needs no quoting, in an address neither; {@code ..} alone would be another address. */
    private static final Pattern ID = Pattern.compile("(?=.*[A-Za-z0-9])[A-Za-z0-9._:~-]{1,128}");

    /** Years of four digits: Postgres, and whoever captures its rows, can hold no more than some of the others. */
    private static final Instant FIRST = Instant.EPOCH;

    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

    private EventHead() {}

    /** Whether this can be an id. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /**
     * Refuses what no receipt can hold. A receipt is written before anything can be refused by the database, so that
     * what it cannot hold would be tried without end.
     */
    static void require(String id, Instant acceptedAt) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(acceptedAt, "accepted_at");
        if (!isId(id)) {
            throw new IllegalArgumentException("An id " + ID_RULE);
        }
        if (acceptedAt.isBefore(FIRST) || !acceptedAt.isBefore(END)) {
            throw new IllegalArgumentException("accepted_at must be from 1970 to 9999");
        }
    }
}
