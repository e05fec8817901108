package io.millrace.ml.data;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

import static org.apache.spark.sql.functions.col;

/** Interactions as ALS reads them: user_number, item_number, strength. */
public final class Ratings {
    private Ratings() {}

    /**
     * Replaces ids by numbers. What has decayed to nothing is left out.
     *
     * @param interactions with user, item and strength
     */
    public static Dataset<Row> of(Dataset<Row> interactions, Dictionary dictionary) {
        return numbered(interactions, dictionary)
                .select(
                        col("user_number"),
                        col("item_number"),
                        col("strength").cast(DataTypes.FloatType).as("strength"))
                .where(col("strength").gt(0));
    }

    /** Adds user_number and item_number to rows of user and item. */
    public static Dataset<Row> numbered(Dataset<Row> rows, Dictionary dictionary) {
        return rows.join(dictionary.numbers(Dictionary.Kind.USER).toDF("user", "user_number"), "user")
                .join(dictionary.numbers(Dictionary.Kind.ITEM).toDF("item", "item_number"), "item");
    }
}
