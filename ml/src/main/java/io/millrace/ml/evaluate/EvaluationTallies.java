package io.millrace.ml.evaluate;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/** Four tallies over the same users: model and popularity, each without and with what was bought before. */
record EvaluationTallies(
        RankingTally model, RankingTally popular, RankingTally modelWithBought, RankingTally popularWithBought)
        implements Serializable {

    static EvaluationTallies empty(int k) {
        return new EvaluationTallies(
                new RankingTally(k), new RankingTally(k), new RankingTally(k), new RankingTally(k));
    }

    EvaluationTallies plus(EvaluationTallies other) {
        return new EvaluationTallies(
                model.plus(other.model),
                popular.plus(other.popular),
                modelWithBought.plus(other.modelWithBought),
                popularWithBought.plus(other.popularWithBought));
    }

    Evaluation evaluation(int items) {
        return new Evaluation(
                model.users(), joined(model, modelWithBought, items), joined(popular, popularWithBought, items));
    }

    private static Map<String, Double> joined(RankingTally without, RankingTally with, int items) {
        Map<String, Double> means = new TreeMap<>(without.means(items, ""));
        means.putAll(with.means(items, Evaluation.WITH_BOUGHT));
        return means;
    }
}
