package io.millrace.features.rfm;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

/**
 * Adds quintile scores from 1 to 5 and the named segment to {@link RfmTotals}.
 *
 * <p>The bounds are the 20, 40, 60 and 80 % quantiles over all users, interpolated between neighbours (R's type 7, the
 * default of R, NumPy and pandas). Bins are closed on the right, as {@code pandas.qcut} has them: a score is one plus the
 * number of bounds below the value, so that equal values always have equal scores. Recency counts the other way round.
 */
public final class RfmScores {
    private static final String QUINTILES = "percentile(cast(%s as double), array(0.2d, 0.4d, 0.6d, 0.8d))";
    private static final int BEST = 5;

    private RfmScores() {}

    /** Adds recency_score, frequency_score, monetary_score and segment. */
    public static Dataset<Row> of(Dataset<Row> totals) {
        Row bounds = totals.select(quintiles("recency_days"), quintiles("frequency"), quintiles("monetary"))
                .head();
        if (bounds.isNullAt(0)) {
            return scored(totals, List.of(), List.of(), List.of());
        }
        return scored(totals, bounds.getList(0), bounds.getList(1), bounds.getList(2));
    }

    private static Dataset<Row> scored(
            Dataset<Row> totals, List<Double> recency, List<Double> frequency, List<Double> monetary) {
        UDF2<Integer, Integer, String> segment = (recencyScore, frequencyScore) ->
                Segment.of(recencyScore, frequencyScore).title();
        return totals.withColumn("recency_score", lit(BEST).minus(boundsBelow("recency_days", recency)))
                .withColumn("frequency_score", lit(1).plus(boundsBelow("frequency", frequency)))
                .withColumn("monetary_score", lit(1).plus(boundsBelow("monetary", monetary)))
                .withColumn(
                        "segment",
                        udf(segment, DataTypes.StringType).apply(col("recency_score"), col("frequency_score")));
    }

    private static Column quintiles(String column) {
        return expr(QUINTILES.formatted(column));
    }

    private static Column boundsBelow(String column, List<Double> bounds) {
        Column below = lit(0);
        for (double bound : bounds) {
            below = below.plus(col(column).cast(DataTypes.DoubleType).gt(bound).cast(DataTypes.IntegerType));
        }
        return below;
    }
}
