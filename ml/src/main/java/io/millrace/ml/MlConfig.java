package io.millrace.ml;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.ml.als.AlsParameters;
import io.millrace.ml.data.HeldOut;
import io.millrace.ml.evaluate.Gate;
import io.millrace.ml.judge.NeighbourRule;
import io.millrace.ml.judge.RankingEvaluation;
import io.millrace.ml.shadow.ShadowRule;
import java.time.Duration;
import java.util.Optional;

/**
 * How models are trained, judged and published.
 *
 * @param k length of the lists that are judged
 * @param testShare share of the events, the latest ones, that the judged model does not see
 * @param testWindow instead of the share, the time before the newest event
 * @param shadow what a model must show on live requests before it is promoted
 * @param newUserItems items of a user who counts as new, at most
 * @param neighbours how the item-kNN is fitted that models are compared with
 * @param recommendations length of the lists in the table
 * @param itemsPerPart items in one value of the factors in Redis
 * @param keptModels models that stay on the lake
 * @param waysBack models before the current one that stay in Redis, and on the lake in any case
 */
public record MlConfig(
        AlsParameters als,
        int k,
        double testShare,
        Optional<Duration> testWindow,
        Gate gate,
        ShadowRule shadow,
        long newUserItems,
        NeighbourRule neighbours,
        int recommendations,
        int itemsPerPart,
        int keptModels,
        int waysBack) {
    public MlConfig {
        require(k >= 1, "ml.evaluation.k must be at least 1, but is " + k);
        require(
                testShare > 0 && testShare < 1,
                "ml.evaluation.test-share must be between 0 and 1, but is " + testShare);
        require(
                testWindow.map(window -> window.compareTo(Duration.ZERO) > 0).orElse(true),
                "ml.evaluation.test-window must be longer than zero");
        require(recommendations >= 1, "ml.recommendations must be at least 1, but is " + recommendations);
        require(itemsPerPart >= 1, "ml.items-per-part must be at least 1, but is " + itemsPerPart);
        require(keptModels >= 1, "ml.registry.keep must be at least 1, but is " + keptModels);
        // Readers that have not followed the pointer yet still load the model before.
        require(waysBack >= 1, "ml.registry.ways-back must be at least 1, but is " + waysBack);
    }

    /** How models are judged. */
    public RankingEvaluation evaluation() {
        return new RankingEvaluation(k, newUserItems);
    }

    /** How events are divided into those that are fitted on and those that are judged by. */
    public HeldOut.Rule split() {
        return new HeldOut.Rule(testShare, testWindow);
    }

    private static void require(boolean fine, String sentence) {
        if (!fine) {
            throw new PipelineException(FailureKind.CONFIGURATION, sentence);
        }
    }

    /** Reads the settings below {@code ml}. */
    public static MlConfig from(Settings settings) {
        int k = settings.number("ml.evaluation.k");
        Optional<Duration> window = settings.optionalText("ml.evaluation.test-window")
                .map(text -> settings.duration("ml.evaluation.test-window"));
        return new MlConfig(
                AlsParameters.from(settings),
                k,
                settings.decimal("ml.evaluation.test-share"),
                window,
                Gate.from(settings, k),
                ShadowRule.from(settings),
                settings.bigNumber("ml.evaluation.new-user-items"),
                NeighbourRule.from(settings),
                settings.number("ml.recommendations"),
                settings.number("ml.items-per-part"),
                settings.number("ml.registry.keep"),
                settings.number("ml.registry.ways-back"));
    }
}
