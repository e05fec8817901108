package io.millrace.features.rfm;

import io.millrace.contracts.pipeline.Rfm;
import io.millrace.features.silver.Canonical;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.from_utc_timestamp;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;

/**
 * Recency, frequency and monetary value as they are commonly defined: whole days from a user's last order to the as-of
 * moment, number of orders, and their total.
 */
public final class RfmTotals {
    private static final double MICROS_PER_DAY = 86_400e6;

    private RfmTotals() {}

    /** The orders that count: user, at, amount. An order without an amount is an order of zero. */
    public static Dataset<Row> orders(Dataset<Row> table, Rfm roles, ZoneId zone) {
        Column met = lit(true);
        for (Map.Entry<String, List<String>> condition : roles.only().entrySet()) {
            met = met.and(Canonical.text(table, condition.getKey())
                    .isin(condition.getValue().toArray()));
        }
        Column amount = Canonical.amount(table, roles.amount());
        return table.where(met)
                .select(
                        Canonical.text(table, roles.user()).as("user"),
                        timestamp_micros(Canonical.micros(table, roles.at(), zone))
                                .as("at"),
                        coalesce(amount, lit(0)).as("amount"))
                .where(col("user").isNotNull().and(col("at").isNotNull()));
    }

    /**
     * One row for each user with an order: user, recency_days, frequency, monetary, last_at.
     *
     * @param orders not later than the as-of moment
     * @param zone whose clock cuts days, so that between two dates there are as many days as on the calendar
     */
    public static Dataset<Row> of(Dataset<Row> orders, Instant asOf, ZoneId zone) {
        Column elapsed = localMicros(lit(asOf), zone).minus(localMicros(col("last_at"), zone));
        return orders.groupBy("user")
                .agg(
                        max("at").as("last_at"),
                        count(lit(1)).as("frequency"),
                        sum("amount").as("monetary"))
                .select(
                        col("user"),
                        floor(elapsed.divide(MICROS_PER_DAY))
                                .cast(DataTypes.LongType)
                                .as("recency_days"),
                        col("frequency"),
                        col("monetary"),
                        col("last_at"));
    }

    private static Column localMicros(Column at, ZoneId zone) {
        return unix_micros(from_utc_timestamp(at, lit(zone.getId())));
    }
}
