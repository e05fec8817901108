package io.millrace.ml.judge;

import io.millrace.ml.evaluate.Evaluation;
import io.millrace.ml.evaluate.RankingTally;
import io.millrace.ml.evaluate.Segment;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How one contender did so far: over all users, with what they had before, and by segment. */
final class Scores implements Serializable {
    private static final long serialVersionUID = 1;

    private final RankingTally fresh;
    private final RankingTally withBought;
    private final EnumMap<Segment, RankingTally> segments = new EnumMap<>(Segment.class);
    private double differences;
    private double squares;

    Scores(int k) {
        fresh = new RankingTally(k);
        withBought = new RankingTally(k);
        for (Segment segment : Segment.values()) {
            segments.put(segment, new RankingTally(k));
        }
    }

    /**
     * Counts one user's list of new items.
     *
     * @param difference by which the list for this user is better that this one is compared with
     */
    void add(int[] list, int[] relevant, double difference, Map<Segment, int[]> relevantBySegment) {
        fresh.add(list, relevant);
        differences += difference;
        squares += difference * difference;
        relevantBySegment.forEach((segment, items) -> {
            if (items.length > 0) {
                segments.get(segment).add(list, items);
            }
        });
    }

    /** Counts one user's list that may hold what the user had before. */
    void addWithBought(int[] list, int[] relevant) {
        withBought.add(list, relevant);
    }

    Scores plus(Scores other) {
        fresh.plus(other.fresh);
        withBought.plus(other.withBought);
        segments.forEach((segment, tally) -> tally.plus(other.segments.get(segment)));
        differences += other.differences;
        squares += other.squares;
        return this;
    }

    long users() {
        return fresh.users();
    }

    Map<String, Long> usersBySegment() {
        Map<String, Long> users = new TreeMap<>();
        segments.forEach((segment, tally) -> users.put(segment.code(), tally.users()));
        return users;
    }

    /** The mean difference. */
    double difference() {
        return users() == 0 ? 0 : differences / users();
    }

    /** Standard error of the mean difference; zero where there are too few users to tell. */
    double error() {
        long users = users();
        if (users < 2) {
            return 0;
        }
        double mean = differences / users;
        return Math.sqrt(Math.max(0, squares / users - mean * mean) / (users - 1));
    }

    Map<String, Double> means(int items) {
        Map<String, Double> means = new TreeMap<>(fresh.means(items, ""));
        means.putAll(withBought.means(items, Evaluation.WITH_BOUGHT));
        segments.forEach((segment, tally) -> means.putAll(tally.means(items, segment.suffix())));
        return means;
    }
}
