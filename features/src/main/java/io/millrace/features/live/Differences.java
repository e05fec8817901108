package io.millrace.features.live;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a comparison finds: all of it counted, and the first so many with both versions. */
final class Differences {
    static final int MOST_NAMED = 1_000;

    private final Optional<Differences> before;
    private final Set<String> users = new HashSet<>();
    private final Set<String> items = new HashSet<>();
    private final List<InteractionDifference> named = new ArrayList<>();
    private long count;

    private Differences(Optional<Differences> before) {
        this.before = before;
    }

    /** Those of a first comparison. */
    static Differences ofAny() {
        return new Differences(Optional.empty());
    }

    /** Those of another comparison, of users and items alone that differ in this one. */
    Differences again() {
        return new Differences(Optional.of(this));
    }

    void add(InteractionDifference difference) {
        if (before.isPresent() && !before.get().owners(difference).contains(difference.owner())) {
            return;
        }
        count++;
        owners(difference).add(difference.owner());
        if (named.size() < MOST_NAMED) {
            named.add(difference);
        }
    }

    private Set<String> owners(InteractionDifference difference) {
        return difference.isOfUser() ? users : items;
    }

    /** The users that differ, or a tie of theirs, all of them. */
    Set<String> users() {
        return Set.copyOf(users);
    }

    /** The items that differ, all of them. */
    Set<String> items() {
        return Set.copyOf(items);
    }

    long count() {
        return count;
    }

    List<InteractionDifference> named() {
        return List.copyOf(named);
    }
}
