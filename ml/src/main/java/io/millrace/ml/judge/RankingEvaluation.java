package io.millrace.ml.judge;

import io.millrace.ml.data.HeldOut;
import io.millrace.ml.evaluate.Evaluation;
import io.millrace.ml.evaluate.Rival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;

/**
 * Lets a model, popularity and other rivals rank all items for every user who is in both parts, and judges the lists by
 * the later part.
 *
 * <p>An item of the later part that training does not know is not counted, since nothing fitted on it could have ranked it.
 *
 * @param k length of the lists
 * @param newUserItems of a new user, at most
 */
public record RankingEvaluation(int k, long newUserItems) {

    /** Judges a model that was fitted on the earlier part. */
    public Evaluation of(Ranker model, List<Contender> rivals, HeldOut data) {
        Map<Integer, Long> usersOfItem = sizes(data.ratings(), "item_number");
        long[] itemsOfUser = sizes(data.ratings(), "user_number").values().stream()
                .mapToLong(Long::longValue)
                .toArray();
        List<Contender> contenders = new ArrayList<>();
        contenders.add(Contender.with(
                Rival.POPULARITY, "items by how many users had them before", new PopularItems(k, usersOfItem)));
        contenders.addAll(rivals);
        var contest = new Contest(k, Audience.of(newUserItems, usersOfItem, itemsOfUser), model, contenders);
        return contest.evaluation(judged(contest, data), contenders);
    }

    private static Map<Integer, Long> sizes(Dataset<Row> ratings, String column) {
        return ratings.groupBy(column).agg(count(lit(1))).collectAsList().stream()
                .collect(Collectors.toMap(row -> row.getInt(0), row -> row.getLong(1)));
    }

    private static List<Scores> judged(Contest contest, HeldOut data) {
        Dataset<Row> users = users(data);
        var context = JavaSparkContext.fromSparkContext(users.sparkSession().sparkContext());
        Broadcast<Contest> everywhere = context.broadcast(contest);
        FlatMapFunction<Iterator<Row>, List<Scores>> judging = rows -> {
            Contest here = everywhere.value();
            List<JudgedUser> judged = new ArrayList<>();
            rows.forEachRemaining(row -> judged.add(user(row, here.audience())));
            return List.of(here.judge(judged.iterator())).iterator();
        };
        try {
            return users.toJavaRDD().mapPartitions(judging).fold(contest.empty(), Contest::plus);
        } finally {
            everywhere.destroy();
        }
    }

    private static Dataset<Row> users(HeldOut data) {
        Dataset<Row> later = data.later()
                .groupBy(col("user_number").as("id"))
                .agg(collect_set("item_number").as("later"));
        return data.ratings()
                .join(later, col("user_number").equalTo(col("id")))
                .groupBy("id", "later")
                .agg(collect_list(struct("item_number", "strength")).as("earlier"))
                .select("earlier", "later");
    }

    private static JudgedUser user(Row row, Audience audience) {
        List<Row> earlier = row.<Row>getList(0).stream()
                .sorted(Comparator.comparingInt(pair -> pair.getInt(0)))
                .toList();
        return new JudgedUser(
                earlier.stream().mapToInt(pair -> pair.getInt(0)).toArray(),
                earlier.stream().mapToDouble(pair -> pair.getFloat(1)).toArray(),
                audience.known(row.<Integer>getList(1).stream()
                        .mapToInt(Integer::intValue)
                        .toArray()));
    }
}
