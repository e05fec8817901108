package io.millrace.serving.recommend;

import io.millrace.serving.factors.FactorMatrix;
import io.millrace.serving.factors.TopItems.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts items in an order in which each is good, and unlike those before it: by maximal marginal relevance, after Carbonell
 * and Goldstein, "The use of MMR, diversity-based reranking for reordering documents and producing summaries" (SIGIR 1998).
 *
 * <p>The next item is always the one with the highest {@code (1 - diversity) * relevance - diversity * likeness}: relevance
 * is the score, scaled so that the best candidate has 1 and the worst 0; likeness is the highest cosine between the factors
 * of the item and of one that was taken before. Of equal items the better one is taken.
 *
 * @param factors of the items
 * @param diversity from 0, the order of the scores, to 1, where only the first item is taken for its score
 */
record MarginalRelevance(FactorMatrix factors, double diversity) {
    /** Of so many of the best items the order is another one; so pages of a list fit together. */
    static final int CANDIDATES = 200;

    /** The first items in that order. */
    List<Scored> first(int wanted, List<Scored> best) {
        int count = Math.min(CANDIDATES, best.size());
        double[][] units = units(best.subList(0, count));
        List<Scored> ordered = new ArrayList<>();
        var isTaken = new boolean[count];
        var likeness = new double[count];
        Arrays.fill(likeness, Double.NEGATIVE_INFINITY);
        while (ordered.size() < Math.min(wanted, count)) {
            int next = next(best.subList(0, count), isTaken, likeness);
            isTaken[next] = true;
            ordered.add(best.get(next));
            for (int other = 0; other < count; other++) {
                if (!isTaken[other]) {
                    likeness[other] = Math.max(likeness[other], product(units[next], units[other]));
                }
            }
        }
        best.stream().skip(count).limit(wanted - ordered.size()).forEach(ordered::add);
        return ordered;
    }

    private int next(List<Scored> candidates, boolean[] isTaken, double[] likeness) {
        float worst = candidates.get(candidates.size() - 1).score();
        float range = candidates.get(0).score() - worst;
        int next = -1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int index = 0; index < candidates.size(); index++) {
            double relevance = range > 0 ? (candidates.get(index).score() - worst) / range : 1;
            double like = likeness[index] == Double.NEGATIVE_INFINITY ? 0 : likeness[index];
            double marginal = (1 - diversity) * relevance - diversity * like;
            if (!isTaken[index] && (next < 0 || marginal > highest)) {
                next = index;
                highest = marginal;
            }
        }
        return next;
    }

    /** The factors, each of the length 1, or 0 where it has no direction. */
    private double[][] units(List<Scored> candidates) {
        var units = new double[candidates.size()][];
        for (int index = 0; index < units.length; index++) {
            int item = candidates.get(index).item();
            units[index] = factors.factor(item);
            double length = factors.length(item);
            for (int factor = 0; factor < units[index].length; factor++) {
                units[index][factor] = length == 0 ? 0 : units[index][factor] / length;
            }
        }
        return units;
    }

    private static double product(double[] left, double[] right) {
        double product = 0;
        for (int index = 0; index < left.length; index++) {
            product += left[index] * right[index];
        }
        return product;
    }
}
