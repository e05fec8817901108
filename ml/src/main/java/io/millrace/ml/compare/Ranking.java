package io.millrace.ml.compare;

import io.millrace.ml.compare.Task.JudgedUser;
import io.millrace.ml.evaluate.RankingTally;
import io.millrace.ml.rank.TopList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Ranks by exact scores, the lower number first where scores are equal, and judges the lists. */
public final class Ranking {
    private static final int USERS_AT_ONCE = 64;

    private final Task task;

    private Ranking(Task task) {
        this.task = task;
    }

    /** The means of all metrics over the task's users; the same whatever the number of threads. */
    public static Map<String, Double> judge(Recommender recommender, Task task) {
        var ranking = new Ranking(task);
        int blocks = (task.users().size() + USERS_AT_ONCE - 1) / USERS_AT_ONCE;
        List<RankingTally> tallies = IntStream.range(0, blocks)
                .parallel()
                .mapToObj(block -> ranking.tally(recommender, block))
                .toList();
        RankingTally all = RankingTally.ofAll(task.protocol().lengths());
        tallies.forEach(all::plus);
        return all.means(task.items(), "");
    }

    private RankingTally tally(Recommender recommender, int block) {
        RankingTally tally = RankingTally.ofAll(task.protocol().lengths());
        double[] scores = new double[task.train().columnCount()];
        int end = Math.min((block + 1) * USERS_AT_ONCE, task.users().size());
        for (JudgedUser user : task.users().subList(block * USERS_AT_ONCE, end)) {
            Arrays.fill(scores, 0);
            recommender.score(user.user(), scores);
            tally.add(list(user, scores).positions(), user.relevant());
        }
        return tally;
    }

    private TopList list(JudgedUser user, double[] scores) {
        var list = new TopList(task.protocol().longest());
        if (user.candidates().isPresent()) {
            Arrays.stream(user.candidates().get())
                    .filter(item -> Arrays.binarySearch(user.excluded(), item) < 0)
                    .forEach(item -> list.offer(item, scores[item]));
            return list;
        }
        int excluded = 0;
        for (int item = task.known().nextSetBit(0);
                item >= 0;
                item = task.known().nextSetBit(item + 1)) {
            while (excluded < user.excluded().length && user.excluded()[excluded] < item) {
                excluded++;
            }
            if (excluded == user.excluded().length || user.excluded()[excluded] != item) {
                list.offer(item, scores[item]);
            }
        }
        return list;
    }
}
