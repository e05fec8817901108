package io.millrace.ml.evaluate;

/** The share of the list's places that are relevant; places that a shorter list leaves empty are not. */
public record Precision(int k) implements RankingMetric {
    @Override
    public double of(int[] ranked, int[] relevant) {
        return (double) RankingMetric.hits(k, ranked, relevant) / k;
    }

    @Override
    public String name() {
        return "precision@" + k;
    }
}
