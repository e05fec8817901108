package io.millrace.ml.shadow;

import io.millrace.contracts.online.ShadowCounts;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import io.millrace.ml.registry.Shadow;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Whether models are shadowed, and what one must reach.
 *
 * @param time for which a model is shadowed; with zero it is promoted at once
 * @param minRequests for which it must have ranked
 * @param maxSlowdown how many times as long as the current model it may take
 */
public record ShadowRule(Duration time, long minRequests, double maxSlowdown) {
    private static final double PERCENT = 100;

    public ShadowRule {
        require(!time.isNegative(), "ml.shadow.time must not be below zero, but is " + time);
        require(minRequests >= 1, "ml.shadow.min-requests must be at least 1, but is " + minRequests);
        require(maxSlowdown >= 1, "ml.shadow.max-slowdown must be at least 1, but is " + maxSlowdown);
    }

    private static void require(boolean fine, String sentence) {
        if (!fine) {
            throw new PipelineException(FailureKind.CONFIGURATION, sentence);
        }
    }

    /** Reads the settings below {@code ml.shadow}. */
    public static ShadowRule from(Settings settings) {
        return new ShadowRule(
                settings.duration("ml.shadow.time"),
                settings.bigNumber("ml.shadow.min-requests"),
                settings.decimal("ml.shadow.max-slowdown"));
    }

    /** Whether models are shadowed before they are promoted. */
    public boolean isAsked() {
        return !time.isZero();
    }

    /** What follows for a shadow. */
    public enum Decision {
        GOES_ON,
        PROMOTED,
        FAILED
    }

    /**
     * What follows, and why.
     *
     * @param reason a sentence with the numbers that decided
     */
    public record Outcome(Decision decision, String reason) {}

    /** Judges a running shadow by what has come of it. What cannot be mended by waiting fails at once. */
    public Outcome judge(Shadow shadow, ShadowCounts counts, Instant now) {
        if (counts.failed() + counts.notFinite() > 0) {
            return new Outcome(
                    Decision.FAILED,
                    "%,d of its rankings failed and %,d came to no numbers"
                            .formatted(counts.failed(), counts.notFinite()));
        }
        Instant end = shadow.since().plus(time);
        if (now.isBefore(end)) {
            return new Outcome(Decision.GOES_ON, "its time is over at %s".formatted(end));
        }
        if (counts.ranked() < minRequests) {
            return new Outcome(
                    Decision.GOES_ON,
                    "it has ranked for %,d requests, %,d are needed (ml.shadow.min-requests)"
                            .formatted(counts.ranked(), minRequests));
        }
        String figures = String.format(
                Locale.ROOT,
                "%,d requests, of its items %.0f %% are also the current model's, and it took %.2f times as long",
                counts.ranked(),
                PERCENT * counts.overlap(),
                counts.slowdown());
        // What is no number is within no bound.
        return counts.slowdown() <= maxSlowdown
                ? new Outcome(Decision.PROMOTED, figures)
                : new Outcome(Decision.FAILED, figures + "; ml.shadow.max-slowdown allows %s".formatted(maxSlowdown));
    }
}
