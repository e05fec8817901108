package io.millrace.features;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

/**
 * The moment from which ages are counted: the newest event of the data.
 *
 * <p>An event more than a day ahead of the source's own clock is a mistake of whoever wrote it. It is left out, because
 * one row of the year 2099 would make everybody's history count for nothing.
 */
public final class AsOf {
    private static final Duration CLOCK_SLACK = Duration.ofDays(1);

    private AsOf() {}

    /** The latest time of an event that counts. */
    public static Instant latest(Instant sourceTime) {
        return sourceTime.plus(CLOCK_SLACK);
    }

    /** The newest time in a column {@code at} of these rows; the source's time where there is none. */
    static Instant newest(Stream<Dataset<Row>> events, Instant sourceTime) {
        Instant latest = latest(sourceTime);
        return events.map(rows -> rows.where(col("at").leq(lit(latest))).select(max("at")))
                .map(Dataset::head)
                .map(row -> row.isNullAt(0) ? null : row.getTimestamp(0).toInstant())
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(sourceTime);
    }

    /** The events that had happened by then. */
    public static Dataset<Row> until(Dataset<Row> events, Instant asOf) {
        return events.where(col("at").leq(lit(asOf)));
    }
}
