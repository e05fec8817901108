package io.millrace.ml.compare;

import io.millrace.ml.rank.ItemMatrix;
import java.util.Arrays;

/**
 * Scores by the product of two factors; an item without a factor comes last.
 *
 * @param users by user
 * @param items whose numbers are those of the items
 */
record FactorScores(float[][] users, ItemMatrix items) implements Recommender {

    @Override
    public void score(int user, double[] scores) {
        Arrays.fill(scores, Double.NEGATIVE_INFINITY);
        for (int position = 0; position < items.size(); position++) {
            scores[items.number(position)] = items.score(position, users[user]);
        }
    }
}
