package io.millrace.ml.evaluate;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The metrics of many lists, added up so that parts counted in different places can be joined. */
public final class RankingTally implements Serializable {
    private static final long serialVersionUID = 1;

    private final int k;
    private final double[] sums;
    private final BitSet shown = new BitSet();
    private long users;

    public RankingTally(int k) {
        this.k = k;
        this.sums = new double[metrics(k).size()];
    }

    private static List<RankingMetric> metrics(int k) {
        return List.of(new Ndcg(k), new Recall(k), new AveragePrecision(k));
    }

    /** Judges one user's list; see {@link RankingMetric#of}. */
    public void add(int[] ranked, int[] relevant) {
        List<RankingMetric> metrics = metrics(k);
        for (int index = 0; index < sums.length; index++) {
            sums[index] += metrics.get(index).of(ranked, relevant);
        }
        for (int place = 0; place < Math.min(k, ranked.length); place++) {
            shown.set(ranked[place]);
        }
        users++;
    }

    /** Adds what another tally counted. */
    public RankingTally plus(RankingTally other) {
        for (int index = 0; index < sums.length; index++) {
            sums[index] += other.sums[index];
        }
        shown.or(other.shown);
        users += other.users;
        return this;
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
        List<RankingMetric> metrics = metrics(k);
        for (int index = 0; index < sums.length; index++) {
            means.put(metrics.get(index).name() + suffix, sums[index] / users);
        }
        means.put("coverage@" + k + suffix, (double) shown.cardinality() / items);
        return means;
    }
}
