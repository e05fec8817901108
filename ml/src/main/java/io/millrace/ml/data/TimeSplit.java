package io.millrace.ml.data;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

/**
 * Events before and after a moment.
 *
 * @param cutoff the first moment of the later part
 */
public record TimeSplit(Instant cutoff) {
    private static final String QUANTILE = "percentile_approx(unix_micros(at), %sd, 100000)";

    /**
     * Cuts off the latest events.
     *
     * @param share of the events that are later
     * @param window instead of the share: how long before the newest event the later part begins
     */
    public static TimeSplit of(Dataset<Row> events, double share, Optional<Duration> window) {
        return new TimeSplit(window.map(length -> newest(events).minus(length).plus(1, ChronoUnit.MICROS))
                .orElseGet(() -> quantile(events, 1 - share)));
    }

    private static Instant newest(Dataset<Row> events) {
        Row row = events.select(max("at")).head();
        return row.isNullAt(0) ? Instant.EPOCH : row.getTimestamp(0).toInstant();
    }

    private static Instant quantile(Dataset<Row> events, double share) {
        Row row = events.select(expr(QUANTILE.formatted(share))).head();
        return row.isNullAt(0) ? Instant.EPOCH : Instant.EPOCH.plus(row.getLong(0), ChronoUnit.MICROS);
    }

    public Dataset<Row> before(Dataset<Row> events) {
        return events.where(col("at").lt(lit(cutoff)));
    }

    public Dataset<Row> after(Dataset<Row> events) {
        return events.where(col("at").geq(lit(cutoff)));
    }
}
