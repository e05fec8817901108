package io.millrace.features.live;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.process.FailureKind;
import io.millrace.contracts.process.PipelineException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a comparison of live users and items with the lake found.
 *
 * @param position of the lake, at which all that was compared stands
 * @param users that were compared
 * @param items that were compared
 * @param moved users and items that changed meanwhile or are ahead of the position, about which nothing is said
 */
public record InteractionReport(
        Position position, long users, long items, long moved, List<InteractionDifference> differences) {
    public InteractionReport {
        differences = List.copyOf(differences);
    }

    /** Whether all that was compared is equal. */
    public boolean equal() {
        return differences.isEmpty();
    }

    /**
     * This one, if it says anything.
     *
     * @throws PipelineException of kind NOT_READY if everything moved
     */
    InteractionReport ofAny() {
        if (users + items == 0 && moved > 0) {
            throw new PipelineException(
                    FailureKind.NOT_READY,
                    "No live user or item could be compared: all %,d moved meanwhile; ask when less is written"
                            .formatted(moved));
        }
        return this;
    }

    /** This one, with those differences alone that another one found too. */
    InteractionReport and(InteractionReport other) {
        Set<String> names =
                other.differences.stream().map(InteractionDifference::name).collect(Collectors.toSet());
        return new InteractionReport(
                position,
                users,
                items,
                moved,
                differences.stream()
                        .filter(difference -> names.contains(difference.name()))
                        .toList());
    }
}
