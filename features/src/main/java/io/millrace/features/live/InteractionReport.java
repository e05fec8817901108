package io.millrace.features.live;

import io.millrace.contracts.change.Position;
import java.util.List;

/**
 * What a comparison of live users and items with the lake found.
 *
 * @param position of the lake, at which all that was compared stands
 * @param users of the lake that were compared
 * @param items of the lake that were compared
 * @param moved users and items that changed meanwhile or are ahead of the position, about which nothing is said
 * @param differing how many differences there are
 * @param differences the first thousand of them
 */
public record InteractionReport(
        Position position,
        long users,
        long items,
        long moved,
        long differing,
        List<InteractionDifference> differences) {
    public InteractionReport {
        differences = List.copyOf(differences);
    }

    /** Whether all that was compared is equal. */
    public boolean equal() {
        return differing == 0;
    }
}
