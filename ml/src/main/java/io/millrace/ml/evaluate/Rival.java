package io.millrace.ml.evaluate;

import java.util.Map;
import java.util.TreeMap;

/**
 * How something else did that made lists for the same users.
 *
 * @param note what exactly it was; where there are no metrics, why it was not compared
 * @param difference mean over users by which the model's NDCG is above this one's
 * @param error standard error of the difference
 */
public record Rival(String name, String note, Map<String, Double> metrics, double difference, double error) {
    /** The model itself, for each user by the taste of another one. */
    public static final String STRANGER = "stranger";

    public static final String POPULARITY = "popularity";
    public static final String ITEM_KNN = "item-knn";
    public static final String CURRENT = "current";

    public Rival {
        metrics = new TreeMap<>(metrics);
    }

    /** Whether it was compared. */
    public boolean compared() {
        return !metrics.isEmpty();
    }
}
