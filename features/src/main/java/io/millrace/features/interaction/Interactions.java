package io.millrace.features.interaction;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

/** A user's tie to an item, one row for each pair: user, item, strength, count, first_at, last_at. */
public final class Interactions {
    private Interactions() {}

    /**
     * Sums events by user and item.
     *
     * @param events with user, item, at and weight
     * @param asOf the moment to which weights decay
     * @param halfLife of a weight; nothing where age does not matter
     */
    public static Dataset<Row> of(Dataset<Row> events, Instant asOf, Optional<Duration> halfLife) {
        return events.groupBy(col("user"), col("item"))
                .agg(
                        sum(col("weight").multiply(Decay.factor(col("at"), asOf, halfLife)))
                                .as("strength"),
                        count(lit(1)).as("count"),
                        min("at").as("first_at"),
                        max("at").as("last_at"));
    }
}
