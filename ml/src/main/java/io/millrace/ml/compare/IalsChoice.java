package io.millrace.ml.compare;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@link Ials} with parameters. */
public record IalsChoice(IalsParameters ials, Confidence confidence) implements ModelChoice {
    @Override
    public String model() {
        return "ials";
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("rank", ials.rank());
        parameters.put("regularization", ials.regularization());
        parameters.put("unobserved", ials.unobserved());
        parameters.put("power", ials.power());
        parameters.put("deviation", ials.deviation());
        parameters.put("iterations", ials.iterations());
        parameters.put("confidence", confidence.toString());
        parameters.put("seed", ials.seed());
        return parameters;
    }

    @Override
    public Recommender fit(SparseMatrix train, SparseMatrix profiles) {
        return Ials.fit(confidence.of(train), confidence.of(profiles), ials);
    }
}
