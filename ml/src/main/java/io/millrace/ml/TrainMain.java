package io.millrace.ml;

import io.millrace.contracts.pipeline.PipelineFile;
import io.millrace.contracts.process.Entrypoint;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.lakehouse.lake.Lake;
import io.millrace.ml.ModelRefresh.Step;
import io.millrace.ml.tune.Attempts;
import io.millrace.ml.tune.ModelTuning;
import io.millrace.ml.tune.TuneReport;
import java.util.Arrays;
import java.util.List;

/**
 * Trains, evaluates, promotes and publishes a model, then ends. Each step can be run by itself; a model that the gate
 * rejects is no failure: the current one stays and is published again.
 */
public final class TrainMain {
    private static final String NAME = "ml";
    private static final String SENTENCE = "trains, evaluates, promotes and publishes a model."
            + " Arguments: all (default), or steps among train, evaluate, promote and publish; or tune, which compares the"
            + " parameters of ml.tuning and prints the best";
    private static final String TUNE = "tune";

    private TrainMain() {}

    public static void main(String[] args) {
        if (List.of(args).equals(List.of(TUNE))) {
            Entrypoint.run(NAME, SENTENCE, args, TrainMain::tune);
        } else {
            Entrypoint.run(NAME, SENTENCE, args, settings -> run(steps(args), settings));
        }
    }

    private static void tune(Settings settings) {
        var attempts = Attempts.from(settings);
        MlConfig config = MlConfig.from(settings);
        try (Lake lake = Lake.open("millrace-" + TUNE, settings)) {
            new ModelTuning(lake, PipelineFile.of(settings).name(), config)
                    .run(attempts, new TuneReport(System.out, config.k()));
        }
    }

    private static void run(List<Step> steps, Settings settings) {
        var refresh = ModelRefresh.from(settings);
        try (Lake lake = Lake.open("millrace-" + NAME, settings)) {
            refresh.run(lake, steps);
        }
    }

    private static List<Step> steps(String[] args) {
        if (args.length == 0 || List.of(args).equals(List.of("all"))) {
            return List.of(Step.values());
        }
        return Arrays.stream(args).map(TrainMain::step).toList();
    }

    private static Step step(String argument) {
        return Arrays.stream(Step.values())
                .filter(step -> step.argument().equals(argument))
                .findFirst()
                .orElseThrow(() -> new PipelineException(
                        FailureKind.CONFIGURATION,
                        "The training job takes 'all', 'tune' or steps among train, evaluate, promote and publish, but got '%s'"
                                .formatted(argument)));
    }
}
