package io.millrace.serving.factors;

/** Takes the scores of items, one stretch of neighbours after another, in ascending order. */
@FunctionalInterface
public interface ScoreSink {
    /**
     * Takes a stretch.
     *
     * @param first the item that has the first score
     * @param count how many scores there are
     * @param scores is written again afterwards
     */
    void take(int first, int count, float[] scores);
}
