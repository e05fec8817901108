package io.millrace.features.interaction;

import io.millrace.contracts.pipeline.Caps;
import io.millrace.contracts.pipeline.Recommend;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;

/** A user's tie to an item, one row for each pair: user, item, strength, count, first_at, last_at. */
public final class Interactions {
    private Interactions() {}

    /**
     * What ties are made of events by.
     *
     * @param halfLife of a weight; nothing where age does not matter
     * @param caps how much a hyperactive user may count
     */
    public record Rule(Optional<Duration> halfLife, Caps caps) {
        /** That of a pipeline file. */
        public static Rule of(Recommend recommend) {
            return new Rule(recommend.halfLife(), recommend.caps());
        }
    }

    /**
     * Sums events by user and item. A tie that caps leave nothing of stays, with a strength of zero: the user still has to
     * do with the item.
     *
     * @param events with user, item, at and weight
     * @param asOf the moment to which weights decay
     */
    public static Dataset<Row> of(Dataset<Row> events, Instant asOf, Rule rule) {
        Dataset<Row> sums = events.groupBy(col("user"), col("item"))
                .agg(
                        sum(col("weight").multiply(Decay.factor(col("at"), asOf, rule.halfLife())))
                                .as("strength"),
                        count(lit(1)).as("count"),
                        min("at").as("first_at"),
                        max("at").as("last_at"));
        return rule.caps().areNone() ? sums : capped(sums, asOf, rule);
    }

    private static Dataset<Row> capped(Dataset<Row> sums, Instant asOf, Rule rule) {
        Column later = row_number()
                .over(Window.partitionBy("user").orderBy(col("last_at").desc(), col("item")))
                .minus(1)
                .cast(DataTypes.LongType);
        Column ofLatest = Decay.factor(col("last_at"), asOf, rule.halfLife());
        return sums.withColumn("strength", CappedStrength.of(rule.caps()).apply(col("strength"), ofLatest, later));
    }
}
