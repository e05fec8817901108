package io.millrace.ml.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How good a model's lists were, judged by what users did later. Names with {@code +bought} are of lists that may hold
 * what the user had before; the others are of lists without, judged by new items alone. Names that end like
 * {@code /new-users} are of one {@link Segment}.
 *
 * @param users by whom the model was judged
 * @param metrics of the model
 * @param baseline the same of popularity, for the same users
 * @param rivals the same of all that it was compared with, popularity among them
 * @param segments by how many users each segment was judged
 */
public record Evaluation(
        long users,
        Map<String, Double> metrics,
        Map<String, Double> baseline,
        List<Rival> rivals,
        Map<String, Long> segments) {
    /** What the names of metrics end with that count items bought before. */
    public static final String WITH_BOUGHT = "+bought";

    public Evaluation {
        metrics = new TreeMap<>(metrics);
        baseline = new TreeMap<>(baseline);
        // Judgements of earlier versions name neither.
        rivals = List.copyOf(Optional.ofNullable(rivals).orElse(List.of()));
        segments = new TreeMap<>(Optional.ofNullable(segments).orElse(Map.of()));
    }

    /** That of a model for which there was nothing to judge by. */
    public static Evaluation byNobody() {
        return new Evaluation(0, Map.of(), Map.of(), List.of(), Map.of());
    }
}
