package io.millrace.ml.compare;

import io.millrace.ml.als.AlsParameters;
import java.util.LinkedHashMap;
import java.util.Map;

/** ALS with parameters. */
public record AlsChoice(AlsFit fit, AlsParameters als, Confidence confidence) implements ModelChoice {
    @Override
    public String model() {
        return "als";
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("rank", als.rank());
        parameters.put("regularization", als.regularization());
        parameters.put("alpha", als.alpha());
        parameters.put("iterations", als.iterations());
        parameters.put("confidence", confidence.toString());
        parameters.put("seed", als.seed());
        parameters.put("blocks", als.blocks());
        return parameters;
    }

    @Override
    public Recommender fit(SparseMatrix train, SparseMatrix profiles) {
        return fit.of(confidence.of(train), confidence.of(profiles), als);
    }
}
