package io.millrace.ml.evaluate;

/**
 * Normalised discounted cumulative gain with binary gains: each hit counts {@code 1 / log2(place + 1)}, places from 1,
 * divided by what the best list of the same length would have.
 */
public record Ndcg(int k) implements RankingMetric {
    private static final double LOG_2 = Math.log(2);

    @Override
    public double of(int[] ranked, int[] relevant) {
        double gain = 0;
        for (int place = 0; place < Math.min(k, ranked.length); place++) {
            if (RankingMetric.hit(ranked, place, relevant)) {
                gain += discount(place);
            }
        }
        double ideal = 0;
        for (int place = 0; place < Math.min(k, relevant.length); place++) {
            ideal += discount(place);
        }
        return gain / ideal;
    }

    private static double discount(int place) {
        return LOG_2 / Math.log(place + 2.0);
    }

    @Override
    public String name() {
        return "ndcg@" + k;
    }
}
