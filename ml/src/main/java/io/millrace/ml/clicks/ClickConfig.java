package io.millrace.ml.clicks;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.time.Duration;

/**
 * Which impressions count, and what follows from them.
 *
 * @param window how long ago they were received, at most
 * @param settling how long ago they were received, at least
 */
public record ClickConfig(Duration window, Duration settling, Bound bound) {
    /**
     * What the current model must reach.
     *
     * @param share of its impressions; with zero nothing is asked of it
     * @param leastImpressions with fewer it is not judged
     */
    public record Bound(double share, long leastImpressions) {
        public Bound {
            require(share >= 0 && share < 1, "ml.clicks.rollback.below must be from 0 to below 1, but is " + share);
            require(
                    leastImpressions >= 1,
                    "ml.clicks.rollback.min-impressions must be at least 1, but is " + leastImpressions);
        }

        /** Whether a model can fall short of it. */
        public boolean isSet() {
            return share > 0;
        }
    }

    public ClickConfig {
        require(!settling.isNegative(), "ml.clicks.settling must not be below zero, but is " + settling);
        require(
                window.compareTo(settling) > 0,
                "ml.clicks.window must be longer than ml.clicks.settling, which is %s, but is %s"
                        .formatted(settling, window));
    }

    private static void require(boolean fine, String sentence) {
        if (!fine) {
            throw new PipelineException(FailureKind.CONFIGURATION, sentence);
        }
    }

    /** Reads the settings below {@code ml.clicks}. */
    public static ClickConfig from(Settings settings) {
        return new ClickConfig(
                settings.duration("ml.clicks.window"),
                settings.duration("ml.clicks.settling"),
                new Bound(
                        settings.decimal("ml.clicks.rollback.below"),
                        settings.bigNumber("ml.clicks.rollback.min-impressions")));
    }
}
