package io.millrace.ml.online;

import io.millrace.ml.rank.ItemMatrix;
import io.millrace.ml.rank.TopItems;
import io.millrace.ml.rank.TopItems.ScoredUser;
import io.millrace.ml.rank.TopList;
import io.millrace.ml.rank.UserVectors;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Everyone's top list: user, item, rank (from 1), score, model. */
public final class Recommendations implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int USERS_AT_ONCE = 64;
    private static final StructType COLUMNS = new StructType()
            .add("user", DataTypes.StringType, false)
            .add("item", DataTypes.StringType, false)
            .add("rank", DataTypes.IntegerType, false)
            .add("score", DataTypes.DoubleType, false)
            .add("model", DataTypes.StringType, false);

    private final String model;
    private final int limit;
    private final Broadcast<ItemMatrix> items;
    private final Broadcast<RecommendableItems> recommendable;

    private Recommendations(
            String model, int limit, Broadcast<ItemMatrix> items, Broadcast<RecommendableItems> recommendable) {
        this.model = model;
        this.limit = limit;
        this.items = items;
        this.recommendable = recommendable;
    }

    /**
     * Ranks for every user all items that may be recommended and that the user does not have yet.
     *
     * @param model id of the model
     * @param limit length of a list
     * @param users rows of user, features and have (numbers of the items that the user has)
     * @param items the model's items
     * @param recommendable ids and availability of the items, by position
     */
    public static Dataset<Row> of(
            String model, int limit, Dataset<Row> users, ItemMatrix items, RecommendableItems recommendable) {
        SparkSession spark = users.sparkSession();
        var context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        var lists = new Recommendations(model, limit, context.broadcast(items), context.broadcast(recommendable));
        return spark.createDataFrame(
                users.select("user", "features", "have").toJavaRDD().mapPartitions(lists::ranked), COLUMNS);
    }

    private Iterator<Row> ranked(Iterator<Row> users) {
        List<Row> ranked = new ArrayList<>();
        List<Row> block = new ArrayList<>(USERS_AT_ONCE);
        while (users.hasNext()) {
            block.add(users.next());
            if (block.size() == USERS_AT_ONCE || !users.hasNext()) {
                rank(block, ranked);
                block.clear();
            }
        }
        return ranked.iterator();
    }

    private void rank(List<Row> block, List<Row> ranked) {
        ItemMatrix matrix = items.value();
        String[] ids = recommendable.value().ids();
        BitSet available = recommendable.value().available();
        List<ScoredUser> users = block.stream()
                .map(row -> new ScoredUser(UserVectors.of(row, 1), matrix.positions(row.getList(2))))
                .toList();
        List<TopList> lists = new TopItems(matrix, available, limit).of(users);
        for (int index = 0; index < lists.size(); index++) {
            TopList list = lists.get(index);
            for (int place = 0; place < list.size(); place++) {
                ranked.add(RowFactory.create(
                        block.get(index).getString(0), ids[list.position(place)], place + 1, list.score(place), model));
            }
        }
    }
}
