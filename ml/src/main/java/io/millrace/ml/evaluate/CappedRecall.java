package io.millrace.ml.evaluate;

/**
 * The share of the relevant items that the list holds, of as many as it could hold: what papers on implicit feedback
 * often call recall, which a perfect list has in full also when more is relevant than fits.
 */
public record CappedRecall(int k) implements RankingMetric {
    @Override
    public double of(int[] ranked, int[] relevant) {
        return (double) RankingMetric.hits(k, ranked, relevant) / Math.min(k, relevant.length);
    }

    @Override
    public String name() {
        return "capped_recall@" + k;
    }
}
