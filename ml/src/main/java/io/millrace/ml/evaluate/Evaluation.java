package io.millrace.ml.evaluate;

import java.util.Map;
import java.util.TreeMap;

/**
 * How good a model's lists were, judged by what users did later. Names with {@code +bought} are of lists that may hold
 * what the user had before; the others are of lists without, judged by new items alone.
 *
 * @param users by whom the model was judged
 * @param metrics of the model
 * @param baseline the same of popularity, for the same users
 */
public record Evaluation(long users, Map<String, Double> metrics, Map<String, Double> baseline) {
    /** What the names of metrics end with that count items bought before. */
    public static final String WITH_BOUGHT = "+bought";

    public Evaluation {
        metrics = new TreeMap<>(metrics);
        baseline = new TreeMap<>(baseline);
    }
}
