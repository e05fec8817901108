package io.millrace.ml.als;

import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;

/**
 * Alternating least squares for implicit feedback.
 *
 * <p>Spark solves the items and then the users in each sweep, so every user's factor is the exact solution of the normal
 * equation against the item factors of the result. That is what lets a reader solve it again for one user.
 */
public final class ImplicitAls {
    private final AlsParameters parameters;
    private final String checkpoints;

    /**
     * Fits with these parameters.
     *
     * @param checkpoints folder that all executors reach; what a fit leaves there may be deleted after it
     */
    public ImplicitAls(AlsParameters parameters, String checkpoints) {
        this.parameters = parameters;
        this.checkpoints = checkpoints;
    }

    /**
     * Fits factors.
     *
     * @param ratings rows of user_number, item_number and strength, one for each pair
     */
    public Factors fit(Dataset<Row> ratings) {
        var context = ratings.sparkSession().sparkContext();
        if (context.getCheckpointDir().isEmpty()) {
            context.setCheckpointDir(checkpoints);
        }
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
}
