package io.millrace.contracts.online;

import java.util.Objects;

/**
 * Which live state is current.
 *
 * @param generation part of the keys of this state; a state that is built anew has another one, and is pointed at when it
 *     has caught up
 * @param partitions into how many parts users are divided; each has a progress of its own
 */
public record LivePointer(String generation, int partitions) {
    public LivePointer {
        Objects.requireNonNull(generation, "generation");
    }
}
