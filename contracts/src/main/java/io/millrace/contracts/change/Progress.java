package io.millrace.contracts.change;

import java.time.Instant;
import java.util.Objects;

/**
 * The promise, written to every partition of every change topic, that all changes up to this position stand before it.
 *
 * @param sourceTime the latest moment at which the source is known to have been at this position
 */
public record Progress(Position position, Instant sourceTime) {
    public Progress {
        Objects.requireNonNull(position, "position");
    }
}
