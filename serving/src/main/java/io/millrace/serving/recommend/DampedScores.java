package io.millrace.serving.recommend;

import io.millrace.contracts.online.Damping;
import io.millrace.serving.factors.ScoreSink;
import io.millrace.serving.view.Model;
import java.util.Map;
import java.util.TreeMap;

/** Lowers the scores of a few items on their way to who chooses the best, so that the list is as long as without it. */
final class DampedScores {
    private final TreeMap<Integer, Double> factors = new TreeMap<>();

    /** Of these items, as far as the model knows them. */
    DampedScores(Model model, Map<String, Double> items) {
        items.forEach((item, factor) -> model.place(item).ifPresent(place -> factors.put(place, factor)));
    }

    /** Hands over what it takes, damped. */
    ScoreSink before(ScoreSink sink) {
        if (factors.isEmpty()) {
            return sink;
        }
        return (first, count, scores) -> {
            factors.subMap(first, first + count)
                    .forEach((place, factor) ->
                            scores[place - first] = (float) Damping.damped(scores[place - first], factor));
            sink.take(first, count, scores);
        };
    }
}
