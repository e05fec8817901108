package io.millrace.ml.evaluate;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The metrics of many lists, added up so that parts counted in different places can be joined. */
public final class RankingTally implements Serializable {
    private static final long serialVersionUID = 1;

    private final List<RankingMetric> metrics;
    private final double[] sums;
    private final TreeMap<Integer, BitSet> shown = new TreeMap<>();
    private long users;

    /** The metrics by which the gate judges, of lists of this length. */
    public RankingTally(int k) {
        this(List.of(new Ndcg(k), new Recall(k), new AveragePrecision(k)), List.of(k));
    }

    private RankingTally(List<RankingMetric> metrics, List<Integer> lengths) {
        this.metrics = metrics;
        this.sums = new double[metrics.size()];
        lengths.forEach(length -> shown.put(length, new BitSet()));
    }

    /** Every metric that there is, of lists of each of these lengths. */
    public static RankingTally ofAll(List<Integer> lengths) {
        List<RankingMetric> metrics = lengths.stream()
                .flatMap(k -> Stream.<RankingMetric>of(
                        new Precision(k),
                        new Recall(k),
                        new CappedRecall(k),
                        new Ndcg(k),
                        new AveragePrecision(k),
                        new HitRate(k)))
                .toList();
        return new RankingTally(metrics, lengths);
    }

    /** Judges one user's list; see {@link RankingMetric#of}. */
    public void add(int[] ranked, int[] relevant) {
        for (int index = 0; index < sums.length; index++) {
            sums[index] += metrics.get(index).of(ranked, relevant);
        }
        shown.forEach((length, items) -> {
            for (int place = 0; place < Math.min(length, ranked.length); place++) {
                items.set(ranked[place]);
            }
        });
        users++;
    }

    /** Adds what another tally counted. */
    public RankingTally plus(RankingTally other) {
        for (int index = 0; index < sums.length; index++) {
            sums[index] += other.sums[index];
        }
        shown.forEach((length, items) -> items.or(other.shown.get(length)));
        users += other.users;
        return this;
    }

    /** The names of the metrics but for coverage, which is no property of one list. */
    public List<String> names() {
        return metrics.stream().map(RankingMetric::name).toList();
    }

    /** How many lists were judged. */
    public long users() {
        return users;
    }

    /**
     * The means over the users, and coverage, the share of all items that at least one list shows; empty without users.
     *
     * @param items how many there are
     * @param suffix appended to each name
     */
    public Map<String, Double> means(int items, String suffix) {
        Map<String, Double> means = new TreeMap<>();
        if (users == 0) {
            return means;
        }
        for (int index = 0; index < sums.length; index++) {
            means.put(metrics.get(index).name() + suffix, sums[index] / users);
        }
        shown.forEach((length, seen) -> means.put("coverage@" + length + suffix, (double) seen.cardinality() / items));
        return means;
    }
}
