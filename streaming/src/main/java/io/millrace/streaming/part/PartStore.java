package io.millrace.streaming.part;

import io.millrace.contracts.change.Progress;
import java.util.Optional;

/**
 * What an online store knows of the parts that are written to it.
 *
 * <p>Every call may throw an {@link UnreachableException}; what it was to write may then be there or not.
 */
public interface PartStore {
    /**
     * What the store says of one part.
     *
     * @param owner who writes it; nothing where the store knows of nobody, as one that was emptied
     * @param progress how far what it holds reaches
     */
    record Standing(Optional<String> owner, Optional<Progress> progress) {}

    Standing standing(int part);

    /** Makes this one the writer of the part. */
    void claim(int part, String owner);

    /** All that was written before reaches this far. */
    void reached(int part, Progress progress);

    /** The store did not take it. */
    final class UnreachableException extends RuntimeException {
        public UnreachableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
