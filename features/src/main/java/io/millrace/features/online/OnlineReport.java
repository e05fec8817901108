package io.millrace.features.online;

import io.millrace.contracts.change.Position;
import java.util.List;

/**
 * What a comparison of Redis with the lake found.
 *
 * @param version of the features that readers see
 * @param position of the lake that they reflect
 * @param users keys of users that should be there
 * @param parts keys of the catalog that should be there
 * @param differing keys that differ
 * @param differences those that are named
 */
public record OnlineReport(
        String version, Position position, long users, int parts, long differing, List<OnlineDifference> differences) {
    public OnlineReport {
        differences = List.copyOf(differences);
    }

    /** Whether Redis holds what the lake says, and nothing else. */
    public boolean equal() {
        return differing == 0;
    }
}
