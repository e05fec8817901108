package io.millrace.features.item;

import java.time.Duration;
import java.time.Instant;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

/**
 * How popular each item of the catalog is: item, interactions, users, quantity, recent_interactions, recent_quantity,
 * average_price (of the interactions' rows; the catalog's price where they have none), last_at.
 */
public final class Popularity {
    private static final int PRICE_DIGITS = 4;

    private Popularity() {}

    /**
     * Counts events by item; an item without events has zeros.
     *
     * @param events not later than the as-of moment
     * @param catalog of {@link ItemCatalog}
     * @param window how long before the as-of moment is recent
     */
    public static Dataset<Row> of(Dataset<Row> events, Dataset<Row> catalog, Instant asOf, Duration window) {
        Column recent = col("at").gt(lit(asOf.minus(window)));
        Dataset<Row> counts = events.groupBy("item")
                .agg(
                        count(lit(1)).as("interactions"),
                        countDistinct("user").as("users"),
                        sum("quantity").as("quantity"),
                        count(when(recent, 1)).as("recent_interactions"),
                        coalesce(sum(when(recent, col("quantity"))), lit(0.0)).as("recent_quantity"),
                        avg("price").as("average_price"),
                        max("at").as("last_at"));
        return catalog.select("item", "price")
                .join(counts, new String[] {"item"}, "left")
                .select(
                        col("item"),
                        coalesce(col("interactions"), lit(0L)).as("interactions"),
                        coalesce(col("users"), lit(0L)).as("users"),
                        coalesce(col("quantity"), lit(0.0)).as("quantity"),
                        coalesce(col("recent_interactions"), lit(0L)).as("recent_interactions"),
                        coalesce(col("recent_quantity"), lit(0.0)).as("recent_quantity"),
                        round(coalesce(col("average_price"), col("price")), PRICE_DIGITS)
                                .cast(DataTypes.createDecimalType(38, PRICE_DIGITS))
                                .as("average_price"),
                        col("last_at"));
    }
}
