package io.millrace.ml.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link ItemNeighbours} with parameters. */
public record NeighbourChoice(int neighbours, double shrinkage, Confidence confidence) implements ModelChoice {

    /** Every combination of these. */
    public static List<ModelChoice> grid(
            List<Integer> neighbours, List<Double> shrinkages, List<Confidence> confidences) {
        return neighbours.stream()
                .flatMap(count -> shrinkages.stream().flatMap(shrinkage -> confidences.stream()
                        .<ModelChoice>map(confidence -> new NeighbourChoice(count, shrinkage, confidence))))
                .toList();
    }

    @Override
    public String model() {
        return "item-knn";
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("neighbours", neighbours);
        parameters.put("shrinkage", shrinkage);
        parameters.put("confidence", confidence.toString());
        return parameters;
    }

    @Override
    public Recommender fit(SparseMatrix train, SparseMatrix profiles) {
        return ItemNeighbours.of(confidence.of(train), neighbours, shrinkage).forProfiles(confidence.of(profiles));
    }
}
