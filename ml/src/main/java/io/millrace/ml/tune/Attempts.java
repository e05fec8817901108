package io.millrace.ml.tune;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.compare.Lot;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Which parameters a search tries: those of the settings, and some of a grid, drawn by lot.
 *
 * @param trials how many in all; all of the grid if there are fewer
 * @param seed of the lot: the same one draws the same, so that a search that is begun again goes on
 */
public record Attempts(ParameterGrid grid, int trials, long seed) {
    public Attempts {
        if (trials < 1) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION, "ml.tuning.trials must be at least 1, but is " + trials);
        }
    }

    /** Reads the settings below {@code ml.tuning}. */
    public static Attempts from(Settings settings) {
        return new Attempts(
                ParameterGrid.from(settings),
                settings.number("ml.tuning.trials"),
                settings.bigNumber("ml.tuning.seed"));
    }

    /** What is tried beside the parameters of now, which are the first. */
    public List<AlsParameters> around(AlsParameters now) {
        List<AlsParameters> others = grid.around(now).stream()
                .filter(parameters -> !parameters.equals(now))
                .toList();
        return Stream.concat(
                        Stream.of(now),
                        Arrays.stream(Lot.draw(others.size(), trials - 1, new SplittableRandom(seed)))
                                .mapToObj(others::get))
                .toList();
    }
}
