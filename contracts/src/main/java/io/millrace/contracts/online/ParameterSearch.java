package io.millrace.contracts.online;

import io.millrace.contracts.change.Position;
import java.time.Instant;
import java.util.List;

/**
 * What a search over the parameters of the model has found.
 *
 * @param position of the interactions that it read
 * @param cutoff what trials were fitted on lies before it, what they were judged by from here on; both are before the
 *     events that models are judged by
 * @param metric by which trials are compared, higher is better
 * @param users by whom they were judged
 * @param popularity what popularity reached
 * @param trials the best first
 */
public record ParameterSearch(
        Position position, Instant cutoff, String metric, long users, double popularity, List<Tried> trials) {
    public ParameterSearch {
        trials = List.copyOf(trials);
    }

    /**
     * Parameters that were tried.
     *
     * @param value what they reached
     */
    public record Tried(int rank, double regularization, double alpha, int iterations, long seed, double value) {}
}
