package io.millrace.ml.compare;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Chooses among combinations of parameters by a part of training, so that nothing of the test is known to the choice.
 *
 * @param trials how many combinations are tried, drawn by lot; all if there are fewer
 * @param metric by which they are compared, such as {@code ndcg@20}
 */
public record Search(int trials, long seed, String metric) {
    public Search {
        if (trials < 1) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "--search takes a number of trials from 1 on, but got " + trials);
        }
    }

    /** The best combination; of equally good ones the first. */
    public ModelChoice best(List<ModelChoice> combinations, Task validation, Consumer<Result> told) {
        ModelChoice best = null;
        double reached = 0;
        for (ModelChoice choice : drawn(combinations)) {
            Result result = Result.of(choice, validation);
            told.accept(result);
            double value = result.metrics().get(metric);
            if (best == null || value > reached) {
                best = choice;
                reached = value;
            }
        }
        return best;
    }

    private List<ModelChoice> drawn(List<ModelChoice> combinations) {
        return Arrays.stream(Lot.draw(combinations.size(), trials, new SplittableRandom(seed)))
                .mapToObj(combinations::get)
                .toList();
    }
}
