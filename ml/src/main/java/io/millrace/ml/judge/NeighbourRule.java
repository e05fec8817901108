package io.millrace.ml.judge;

import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import io.millrace.contracts.process.Settings;

/**
 * How the item-kNN is fitted that models are compared with.
 *
 * @param neighbours of an item that count
 * @param shrinkage what similarities are damped with
 * @param maxPairs of user and item that are brought to the driver at most; with more there is no such comparison
 */
public record NeighbourRule(int neighbours, double shrinkage, long maxPairs) {
    public NeighbourRule {
        if (neighbours < 1 || shrinkage < 0 || maxPairs < 0) {
            throw new PipelineException(
                    FailureKind.CONFIGURATION,
                    "ml.item-knn.neighbours must be at least 1, shrinkage and max-pairs not below zero, but they are %d, %s and %d"
                            .formatted(neighbours, shrinkage, maxPairs));
        }
    }

    /** Reads the settings below {@code ml.item-knn}. */
    public static NeighbourRule from(Settings settings) {
        return new NeighbourRule(
                settings.number("ml.item-knn.neighbours"),
                settings.decimal("ml.item-knn.shrinkage"),
                settings.bigNumber("ml.item-knn.max-pairs"));
    }
}
