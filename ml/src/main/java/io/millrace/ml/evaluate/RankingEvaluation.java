package io.millrace.ml.evaluate;

import io.millrace.ml.als.Factors;
import io.millrace.ml.rank.ItemMatrix;
import io.millrace.ml.rank.TopItems;
import io.millrace.ml.rank.TopItems.ScoredUser;
import io.millrace.ml.rank.TopList;
import io.millrace.ml.rank.UserVectors;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;

/**
 * Ranks all items that training knows for every user who is in both parts, and judges the lists by the later part.
 *
 * <p>An item of the later part that training does not know is not counted, since nothing could have ranked it.
 */
public final class RankingEvaluation implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int USERS_AT_ONCE = 64;
    private static final int[] NONE = {};

    private final int k;
    private final Broadcast<ItemMatrix> items;
    private final Broadcast<PopularItems> popular;

    private RankingEvaluation(int k, Broadcast<ItemMatrix> items, Broadcast<PopularItems> popular) {
        this.k = k;
        this.items = items;
        this.popular = popular;
    }

    /**
     * Judges a model.
     *
     * @param k length of the lists
     * @param train the pairs that the model saw: user_number, item_number
     * @param test the later events: user_number, item_number
     */
    public static Evaluation of(int k, int rank, Factors factors, Dataset<Row> train, Dataset<Row> test) {
        ItemMatrix items = ItemMatrix.of(factors.items(), rank);
        var context = JavaSparkContext.fromSparkContext(train.sparkSession().sparkContext());
        Broadcast<ItemMatrix> itemsEverywhere = context.broadcast(items);
        Broadcast<PopularItems> popularEverywhere = context.broadcast(PopularItems.of(train, items));
        var evaluation = new RankingEvaluation(k, itemsEverywhere, popularEverywhere);
        try {
            return evaluation.judge(factors, train, test).evaluation(items.size());
        } finally {
            itemsEverywhere.destroy();
            popularEverywhere.destroy();
        }
    }

    private EvaluationTallies judge(Factors factors, Dataset<Row> train, Dataset<Row> test) {
        Dataset<Row> later = test.groupBy(col("user_number").as("id"))
                .agg(collect_set("item_number").as("later"));
        Dataset<Row> earlier = train.join(later.select(col("id").as("user_number")), "user_number")
                .groupBy(col("user_number").as("id"))
                .agg(collect_set("item_number").as("earlier"));
        return factors.users()
                .join(later, "id")
                .join(earlier, "id")
                .select("features", "later", "earlier")
                .toJavaRDD()
                .mapPartitions(rows -> List.of(judged(rows)).iterator())
                .fold(EvaluationTallies.empty(k), EvaluationTallies::plus);
    }

    private EvaluationTallies judged(Iterator<Row> rows) {
        EvaluationTallies tallies = EvaluationTallies.empty(k);
        List<Row> block = new ArrayList<>(USERS_AT_ONCE);
        while (rows.hasNext()) {
            block.add(rows.next());
            if (block.size() == USERS_AT_ONCE || !rows.hasNext()) {
                judge(block, tallies);
                block.clear();
            }
        }
        return tallies;
    }

    private void judge(List<Row> block, EvaluationTallies tallies) {
        ItemMatrix matrix = items.value();
        var top = new TopItems(matrix, all(matrix), k);
        List<ScoredUser> without = new ArrayList<>();
        List<ScoredUser> with = new ArrayList<>();
        for (Row row : block) {
            float[] factor = UserVectors.of(row, 0);
            without.add(new ScoredUser(factor, matrix.positions(row.getList(2))));
            with.add(new ScoredUser(factor, NONE));
        }
        List<TopList> lists = top.of(without);
        List<TopList> listsWithBought = top.of(with);
        for (int index = 0; index < block.size(); index++) {
            int[] relevant = matrix.positions(block.get(index).getList(1));
            int[] bought = without.get(index).excluded();
            int[] fresh = Arrays.stream(relevant)
                    .filter(position -> Arrays.binarySearch(bought, position) < 0)
                    .toArray();
            add(fresh, lists.get(index), bought, tallies.model(), tallies.popular());
            add(relevant, listsWithBought.get(index), NONE, tallies.modelWithBought(), tallies.popularWithBought());
        }
    }

    private void add(int[] relevant, TopList list, int[] excluded, RankingTally model, RankingTally baseline) {
        if (relevant.length > 0) {
            model.add(list.positions(), relevant);
            baseline.add(popular.value().top(k, excluded), relevant);
        }
    }

    private static BitSet all(ItemMatrix matrix) {
        var all = new BitSet();
        IntStream.range(0, matrix.size()).forEach(all::set);
        return all;
    }
}
