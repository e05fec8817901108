package io.millrace.serving.live;

import io.millrace.contracts.change.Position;
import java.util.Optional;

/** There is no live state that has reached the position which an answer must have reached. */
public final class NotReachedException extends RuntimeException {
    private final transient Optional<Position> reached;
    private final transient WantedPosition wanted;

    /**
     * The failure.
     *
     * @param reached nothing where there is no live state
     */
    public NotReachedException(Optional<Position> reached, WantedPosition wanted) {
        super(
                reached.map(position ->
                                "The live state has reached %s, not %s yet; ask again".formatted(position, wanted))
                        .orElse("There is no live state that could reach %s: the streaming process does not run, or has"
                                        .formatted(wanted)
                                + " not caught up for the first time; start it, or ask without the position"),
                null,
                false,
                false);
        this.reached = reached;
        this.wanted = wanted;
    }

    public Optional<Position> reached() {
        return reached;
    }

    public WantedPosition wanted() {
        return wanted;
    }
}
