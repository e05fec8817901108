package io.millrace.ml.evaluate;

/** The share of the relevant items that the list holds. */
public record Recall(int k) implements RankingMetric {
    @Override
    public double of(int[] ranked, int[] relevant) {
        return (double) RankingMetric.hits(k, ranked, relevant) / relevant.length;
    }

    @Override
    public String name() {
        return "recall@" + k;
    }
}
