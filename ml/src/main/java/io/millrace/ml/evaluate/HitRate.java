package io.millrace.ml.evaluate;

/** One if the list holds any relevant item, else zero. */
public record HitRate(int k) implements RankingMetric {
    @Override
    public double of(int[] ranked, int[] relevant) {
        return RankingMetric.hits(k, ranked, relevant) > 0 ? 1 : 0;
    }

    @Override
    public String name() {
        return "hit_rate@" + k;
    }
}
