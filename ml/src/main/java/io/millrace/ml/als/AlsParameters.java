package io.millrace.ml.als;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;
import java.io.Serializable;

/**
 * Everything that decides which factors come out for given ratings.
 *
 * @param regularization lambda, which Spark multiplies by the number of ratings
 * @param alpha what a rating of one adds to the confidence
 * @param blocks into how many blocks users, and items, are cut; another number gives slightly other factors
 * @param checkpointInterval sweeps between checkpoints, without which the plan outgrows an executor's stack
 */
public record AlsParameters(
        int rank, double regularization, double alpha, int iterations, long seed, int blocks, int checkpointInterval)
        implements Serializable {
    private static final int LONGEST_PLAN = 10;

    public AlsParameters {
        require(rank >= 1, "rank must be at least 1, but is " + rank);
        require(regularization > 0, "regularization must be above zero, but is " + regularization);
        require(alpha > 0, "alpha must be above zero, but is " + alpha);
        require(iterations >= 1, "iterations must be at least 1, but is " + iterations);
        require(blocks >= 1, "blocks must be at least 1, but is " + blocks);
        require(
                checkpointInterval >= 1 && checkpointInterval <= LONGEST_PLAN,
                "checkpoint-interval must be from 1 to %d, but is %d".formatted(LONGEST_PLAN, checkpointInterval));
    }

    private static void require(boolean fine, String sentence) {
        if (!fine) {
            throw new PipelineException(FailureKind.CONFIGURATION, "ml.als." + sentence);
        }
    }

    /** The same but for these. */
    public AlsParameters with(int otherRank, double otherRegularization, double otherAlpha, int otherIterations) {
        return new AlsParameters(
                otherRank, otherRegularization, otherAlpha, otherIterations, seed, blocks, checkpointInterval);
    }

    /** Reads the settings below {@code ml.als}. */
    public static AlsParameters from(Settings settings) {
        return new AlsParameters(
                settings.number("ml.als.rank"),
                settings.decimal("ml.als.regularization"),
                settings.decimal("ml.als.alpha"),
                settings.number("ml.als.iterations"),
                settings.bigNumber("ml.als.seed"),
                settings.number("ml.als.blocks"),
                settings.number("ml.als.checkpoint-interval"));
    }
}
