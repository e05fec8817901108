package io.millrace.ml.als;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What ALS found.
 *
 * @param users rows of id (the user's number) and features (an array of floats)
 * @param items rows of id (the item's number) and features
 */
public record Factors(Dataset<Row> users, Dataset<Row> items) {}
