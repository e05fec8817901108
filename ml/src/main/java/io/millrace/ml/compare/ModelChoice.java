package io.millrace.ml.compare;

import java.util.Map;

/** A model with parameters, ready to be fitted. */
public interface ModelChoice {
    /** What kind of model it is. */
    String model();

    /** Its parameters by name. */
    Map<String, Object> parameters();

    /**
     * Fits it.
     *
     * @param train users by items, with the sums of weights
     * @param profiles the same, with what users have beside training when lists are made for them
     */
    Recommender fit(SparseMatrix train, SparseMatrix profiles);
}
