package io.millrace.streaming.part;

import io.millrace.contracts.change.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A walk over all entries of a part that finds those which changed after a position, some at a time. */
final class Sweep {
    private static final int MOST_AT_A_TIME = 50_000;

    private final Optional<Position> since;
    private final List<Walk> walks = new ArrayList<>();

    /** How far the walk over entries of one kind is. */
    private static final class Walk {
        final Entries entries;
        Optional<String> last = Optional.empty();
        boolean isOver;

        Walk(Entries entries) {
            this.entries = entries;
        }
    }

    /**
     * A walk that has not begun.
     *
     * @param since nothing where all are to be found
     */
    Sweep(Optional<Position> since, List<? extends Entries> kinds) {
        this.since = since;
        kinds.forEach(entries -> walks.add(new Walk(entries)));
    }

    boolean isOver() {
        return walks.stream().allMatch(walk -> walk.isOver);
    }

    private boolean isNews(Position at) {
        return since.filter(position -> position.reaches(at)).isEmpty();
    }

    /** Walks until there are as many to be written of each kind as are wanted, or enough were looked at. */
    void fill(List<Set<String>> names, int wanted) {
        int[] looked = new int[1];
        for (int kind = 0; kind < walks.size(); kind++) {
            if (!walks.get(kind).isOver) {
                fill(walks.get(kind), names.get(kind), wanted, looked);
            }
        }
    }

    private void fill(Walk walk, Set<String> names, int wanted, int[] looked) {
        walk.isOver = true;
        walk.entries.each(walk.last, entry -> {
            if (names.size() >= wanted || looked[0]++ >= MOST_AT_A_TIME) {
                walk.isOver = false;
                return false;
            }
            walk.last = Optional.of(entry.name());
            if (isNews(entry.at())) {
                names.add(entry.name());
            } else if (entry.isNothing()) {
                walk.entries.forget(entry.name());
            }
            return true;
        });
    }
}
