package io.millrace.ml.tune;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.ml.als.AlsParameters;
import java.util.List;
import java.util.function.Function;

/**
 * Which parameters are compared: every combination of these.
 *
 * @param alphas in the order in which they are tried, and so the others
 */
public record ParameterGrid(
        List<Integer> ranks, List<Double> regularizations, List<Double> alphas, List<Integer> iterations) {
    public ParameterGrid {
        ranks = List.copyOf(ranks);
        regularizations = List.copyOf(regularizations);
        alphas = List.copyOf(alphas);
        iterations = List.copyOf(iterations);
        if (ranks.isEmpty() || regularizations.isEmpty() || alphas.isEmpty() || iterations.isEmpty()) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "ml.tuning.ranks, regularizations, alphas and iterations need at least one number each");
        }
    }

    /** Reads the settings below {@code ml.tuning}. */
    public static ParameterGrid from(Settings settings) {
        return new ParameterGrid(
                numbers(settings, "ml.tuning.ranks", Integer::valueOf),
                numbers(settings, "ml.tuning.regularizations", Double::valueOf),
                numbers(settings, "ml.tuning.alphas", Double::valueOf),
                numbers(settings, "ml.tuning.iterations", Integer::valueOf));
    }

    private static <T> List<T> numbers(Settings settings, String key, Function<String, T> parse) {
        try {
            return settings.texts(key).stream().map(parse).toList();
        } catch (NumberFormatException e) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "%s must be a list of numbers, but is %s".formatted(key, settings.texts(key)),
                    e);
        }
    }

    /** The combinations, each with the rest as it is here. */
    public List<AlsParameters> around(AlsParameters rest) {
        return ranks.stream()
                .flatMap(rank -> regularizations.stream()
                        .flatMap(regularization -> alphas.stream().flatMap(alpha -> iterations.stream()
                                .map(sweeps -> rest.with(rank, regularization, alpha, sweeps)))))
                .toList();
    }
}
