package io.millrace.orchestration.rule;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.time.Duration;

/**
 * Which alerts are told, and how long that is tried.
 *
 * @param news an alert whose cause was older than this when it was found is not told
 * @param patience how long a channel that does not take an alert is asked again
 */
public record Terms(Duration news, Duration patience) {
    /** Refuses terms by which nothing would be told. */
    public Terms {
        require(
                !news.isNegative() && !news.isZero(),
                "orchestration.rules.news must be longer than zero, but is " + news);
        require(!patience.isNegative(), "orchestration.rules.patience must not be negative, but is " + patience);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new PipelineException(FailureKind.CONFIGURATION, message);
        }
    }
}
