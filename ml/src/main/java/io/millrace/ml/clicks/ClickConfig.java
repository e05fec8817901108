package io.millrace.ml.clicks;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.time.Duration;

/**
 * Which impressions count.
 *
 * @param window how long ago they were received, at most
 * @param settling how long ago they were received, at least
 */
public record ClickConfig(Duration window, Duration settling) {
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
        return new ClickConfig(settings.duration("ml.clicks.window"), settings.duration("ml.clicks.settling"));
    }
}
