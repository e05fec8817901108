package io.millrace.features.measure;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.lake.LakeNames;
import io.millrace.contracts.pipeline.Measure;
import io.millrace.contracts.pipeline.Pipeline;
import io.millrace.features.silver.EventTables;
import io.millrace.features.silver.SilverTables;
import io.millrace.lakehouse.lake.Lake;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.timestamp_seconds;

/**
 * All measures of a pipeline over all of its time, computed from the silver tables at one position, and of events from their tables as they are: also what the live
 * state no longer keeps. Each run replaces the rows of the one before in one commit, which carries the position.
 *
 * <p>Columns: {@code measure}, {@code dimension} (its name, or total), {@code dimension_value} (or NULL), {@code window},
 * {@code start}, {@code value} (what the measure's aggregate says, as a double), and exactly:
 * {@code rows}, {@code sum} (NULL where it has more digits than 28 before or 10 after the point) and
 * {@code distinct_values}.
 */
public final class MeasureTable {
    public static final String NAME = "measures";

    private final Lake lake;
    private final Pipeline pipeline;

    public MeasureTable(Lake lake, Pipeline pipeline) {
        this.lake = lake;
        this.pipeline = pipeline;
    }

    /** The name with the schema, such as {@code shop__figures.measures}. */
    public String qualified() {
        return schema() + "." + NAME;
    }

    private String schema() {
        return new LakeNames(pipeline.name()).figuresSchema();
    }

    /** Computes the measures from the latest cut of the source, of which the pipeline has some; gives its position. */
    public Position write() {
        SilverTables silver = SilverTables.latest(lake, pipeline.name());
        var spans = new MeasureSpans(silver, EventTables.of(lake, pipeline), pipeline);
        Dataset<Row> rows = pipeline.figures().measures().stream()
                .map(measure -> rows(measure, spans))
                .reduce(Dataset::union)
                .orElseThrow();
        lake.overwrite(rows, schema(), NAME, silver.position());
        return silver.position();
    }

    private static Dataset<Row> rows(Measure measure, MeasureSpans spans) {
        return spans.of(measure)
                .select(
                        lit(measure.name()).as("measure"),
                        // BY is a reserved word in Trino.
                        col("by").as("dimension"),
                        col("dimension").as("dimension_value"),
                        lower(col("window")).as("window"),
                        timestamp_seconds(col("start")).as("start"),
                        value(measure).as("value"),
                        col("rows"),
                        exact("sum").as("sum"),
                        col("distinct").as("distinct_values"));
    }

    private static Column value(Measure measure) {
        Column sum = col("sum").cast("double");
        return switch (measure.aggregate()) {
            case SUM -> sum;
            case AVERAGE -> sum.divide(col("rows"));
            case COUNT -> col("rows").cast("double");
            case DISTINCT -> col("distinct").cast("double");
        };
    }

    /** NULL where it would lose a digit. */
    private static Column exact(String column) {
        return expr("CASE WHEN length(split_part(%1$s, '.', 2)) <= 10 THEN try_cast(%1$s AS decimal(38, 10)) END"
                .formatted(column));
    }
}
