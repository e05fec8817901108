package io.millrace.serving.store;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LivePointer;
import io.millrace.contracts.online.LiveUser;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * A user of the live state.
 *
 * @param progress how far the state reached before the user was read, so that the user is of then or of later; nothing if
 *     the state is not complete
 * @param user nothing where there is neither a row of the user nor an interaction
 */
public record LiveLook(Optional<Progress> progress, Optional<LiveUser> user) {
    private static final Comparator<Progress> EARLIEST_POSITION_LATEST_TIME = Comparator.comparing(Progress::position)
            .thenComparing(Comparator.comparing(Progress::sourceTime).reversed());

    /** What all parts of a state have reached; nothing unless each of them says so. */
    public static Optional<Progress> common(LivePointer live, Collection<Progress> parts) {
        return parts.size() < live.partitions()
                ? Optional.empty()
                : parts.stream().min(EARLIEST_POSITION_LATEST_TIME);
    }

    /** The position that was reached; that before all others where the state is not complete. */
    public Position position() {
        return progress.map(Progress::position).orElse(Position.START);
    }
}
