package io.millrace.features.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a comparison finds: all of it counted, and the first so many with both versions. */
final class Differences {
    static final int MOST_NAMED = 1_000;

    private final Optional<Set<String>> candidates;
    private final Set<String> owners = new HashSet<>();
    private final List<InteractionDifference> named = new ArrayList<>();
    private long count;

    private Differences(Optional<Set<String>> candidates) {
        this.candidates = candidates;
    }

    /** Those of a first comparison. */
    static Differences ofAny() {
        return new Differences(Optional.empty());
    }

    /** Those of another comparison, of users and items alone that differ in this one. */
    Differences again() {
        return new Differences(Optional.of(owners));
    }

    void add(InteractionDifference difference) {
        if (candidates.isPresent() && !candidates.get().contains(difference.owner())) {
            return;
        }
        count++;
        owners.add(difference.owner());
        if (named.size() < MOST_NAMED) {
            named.add(difference);
        }
    }

    long count() {
        return count;
    }

    List<InteractionDifference> named() {
        return List.copyOf(named);
    }
}
