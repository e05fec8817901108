package io.millrace.ml.bench;

import io.millrace.contracts.process.Settings;
import io.millrace.ml.als.AlsParameters;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

import static org.apache.spark.sql.functions.col;

/**
 * The least that fits a model: Spark's ALS with the parameters of the settings on the parquet files of the interactions,
 * whose ids are numbers here, and its factors as parquet. Nothing of the product is used but the settings.
 *
 * <p>Arguments: the folder of the interactions, a folder for the factors, and one for checkpoints.
 */
public final class BareTrainingMain {
    private BareTrainingMain() {}

    public static void main(String[] args) {
        AlsParameters parameters = AlsParameters.from(Settings.load());
        SparkSession spark = SparkSession.builder()
                .appName("bare-training")
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate();
        spark.sparkContext().setCheckpointDir(args[2]);
        Dataset<Row> ratings = spark.read()
                .parquet(args[0])
                .select(
                        col("user").cast("int").as("user"),
                        col("item").cast("int").as("item"),
                        col("strength").cast("float").as("strength"));
        ALSModel model = new ALS()
                .setImplicitPrefs(true)
                .setUserCol("user")
                .setItemCol("item")
                .setRatingCol("strength")
                .setRank(parameters.rank())
                .setRegParam(parameters.regularization())
                .setAlpha(parameters.alpha())
                .setMaxIter(parameters.iterations())
                .setSeed(parameters.seed())
                .setNumBlocks(parameters.blocks())
                .setCheckpointInterval(parameters.checkpointInterval())
                .fit(ratings);
        model.userFactors().write().mode("overwrite").parquet(args[1] + "/users");
        model.itemFactors().write().mode("overwrite").parquet(args[1] + "/items");
        spark.stop();
    }
}
