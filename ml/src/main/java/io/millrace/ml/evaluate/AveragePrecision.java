package io.millrace.ml.evaluate;

/**
 * The mean, over the hits, of the share of hits up to there; places of missed items count zero. Divided by the hits that
 * a list of this length could have. Its mean over users is MAP.
 */
public record AveragePrecision(int k) implements RankingMetric {
    @Override
    public double of(int[] ranked, int[] relevant) {
        int hits = 0;
        double sum = 0;
        for (int place = 0; place < Math.min(k, ranked.length); place++) {
            if (RankingMetric.hit(ranked, place, relevant)) {
                hits++;
                sum += (double) hits / (place + 1);
            }
        }
        return sum / Math.min(k, relevant.length);
    }

    @Override
    public String name() {
        return "map@" + k;
    }
}
