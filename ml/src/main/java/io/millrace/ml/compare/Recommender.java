package io.millrace.ml.compare;

import java.util.Arrays;

/** Scores items for a user it was fitted with; higher is better. Several threads may ask at once. */
public interface Recommender {
    /**
     * Writes a score for every item.
     *
     * @param scores by item, all zero when this is called
     */
    void score(int user, double[] scores);

    /** Scores every item by how many users have it. */
    static Recommender popularity(SparseMatrix train) {
        double[] users = new double[train.columnCount()];
        Arrays.stream(train.columns()).forEach(item -> users[item]++);
        return (user, scores) -> System.arraycopy(users, 0, scores, 0, users.length);
    }
}
