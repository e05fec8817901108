package io.millrace.ml.als;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import static org.apache.spark.sql.functions.col;

/**
 * Alternating least squares for implicit feedback.
 *
 * <p>Spark solves the items and then the users in each sweep, so every user's factor is the exact solution of the normal
 * equation against the item factors of the result. That is what lets a reader solve it again for one user.
 */
public final class ImplicitAls implements AutoCloseable {
    private final AlsParameters parameters;
    private final SparkContext context;
    private final Path checkpoints;

    /**
     * Fits with these parameters.
     *
     * @param checkpoints folder that all executors reach; it is gone when this is closed
     */
    public ImplicitAls(AlsParameters parameters, SparkSession spark, String checkpoints) {
        this.parameters = parameters;
        this.context = spark.sparkContext();
        this.checkpoints = new Path(checkpoints);
        context.setCheckpointDir(checkpoints);
    }

    /**
     * Fits factors.
     *
     * @param ratings rows of user_number, item_number and strength, one for each pair
     */
    public Factors fit(Dataset<Row> ratings) {
        return fit(ratings, parameters);
    }

    /** Fits factors with other parameters than usual. */
    public Factors fit(Dataset<Row> ratings, AlsParameters parameters) {
        // The order of rows decides the order of additions, so it is fixed before the fit.
        Dataset<Row> ordered = ratings.repartition(parameters.blocks(), col("user_number"))
                .sortWithinPartitions("user_number", "item_number");
        ALSModel model = new ALS()
                .setImplicitPrefs(true)
                .setUserCol("user_number")
                .setItemCol("item_number")
                .setRatingCol("strength")
                .setRank(parameters.rank())
                .setRegParam(parameters.regularization())
                .setAlpha(parameters.alpha())
                .setMaxIter(parameters.iterations())
                .setSeed(parameters.seed())
                .setNumBlocks(parameters.blocks())
                .setCheckpointInterval(parameters.checkpointInterval())
                .fit(ordered);
        return new Factors(model.userFactors(), model.itemFactors());
    }

    /** Deletes what fits left in the folder of checkpoints; their factors must have been used by then. */
    @Override
    public void close() {
        try {
            checkpoints.getFileSystem(context.hadoopConfiguration()).delete(checkpoints, true);
        } catch (IOException e) {
            throw new PipelineException(
                    FailureKind.LAKE,
                    "Cannot delete the checkpoints at %s; delete them by hand".formatted(checkpoints),
                    e);
        }
    }
}
