package io.millrace.lakehouse.schema;

import java.time.LocalDateTime;

/**
 * What stands in the lake for the infinite dates and timestamps of Postgres: the first and the last moment that every
 * reader of Delta can show.
 */
public final class EndOfTime {
    /** Stands for {@code -infinity}; of a date its day, of a timestamp with time zone this moment in UTC. */
    public static final LocalDateTime EARLIEST = LocalDateTime.of(1, 1, 1, 0, 0);

    /** Stands for {@code infinity}. */
    public static final LocalDateTime LATEST = LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000);

    private EndOfTime() {}
}
