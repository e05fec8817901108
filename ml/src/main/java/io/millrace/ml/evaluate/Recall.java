package io.millrace.ml.evaluate;

/** The share of the relevant items that the list holds. */
public record Recall(int k) implements RankingMetric {
    @Override
    public double of(int[] ranked, int[] relevant) {
        int hits = 0;
        for (int place = 0; place < Math.min(k, ranked.length); place++) {
            if (RankingMetric.hit(ranked, place, relevant)) {
                hits++;
            }
        }
        return (double) hits / relevant.length;
    }

    @Override
    public String name() {
        return "recall@" + k;
    }
}
