package io.millrace.ml.compare;

import java.util.Map;

/** The list that is the same for everybody but for what they have. */
public record PopularityChoice() implements ModelChoice {
    @Override
    public String model() {
        return "popularity";
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of();
    }

    @Override
    public Recommender fit(SparseMatrix train, SparseMatrix profiles) {
        return Recommender.popularity(train);
    }
}
