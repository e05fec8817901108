package io.millrace.contracts.pipeline;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Whom to recommend what, from which interactions.
 *
 * @param timezone in which days and windows are cut, and in which timestamps without a zone are read
 * @param halfLife time after which an interaction counts half; without one age does not matter
 * @param caps how much a hyperactive user may count
 * @param interactions kinds of interactions that are rows, in the order of the file; those that are events have a list of
 *     their own in {@link Pipeline}
 */
public record Recommend(
        ZoneId timezone,
        Optional<Duration> halfLife,
        Caps caps,
        Users users,
        Items items,
        List<InteractionKind> interactions) {
    public Recommend {
        interactions = List.copyOf(interactions);
    }
}
