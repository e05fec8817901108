package io.millrace.streaming.user;

import io.millrace.contracts.change.Position;
import io.millrace.contracts.change.Progress;
import io.millrace.contracts.online.LiveItem;
import io.millrace.contracts.online.LiveUser;
import java.util.List;
import java.util.Optional;

/**
 * Where live state is read from. Writing what is older than what is there changes nothing.
 *
 * <p>Every call may throw an {@link UnreachableException}; what it was to write may then be there or not.
 */
public interface OnlineStore {
    /**
     * A user to be written.
     *
     * @param at of the latest change that is in it
     */
    record UserEntry(String user, Position at, LiveUser state) {}

    /** An item to be written. */
    record ItemEntry(String item, LiveItem state) {}

    /**
     * What the store says of one part of the users.
     *
     * @param owner who writes it; nothing where the store knows of nobody, as one that was emptied
     * @param progress how far what it holds reaches
     */
    record Standing(Optional<String> owner, Optional<Progress> progress) {}

    Standing standing(int part);

    /** Makes this one the writer of the part. */
    void claim(int part, String owner);

    void write(List<UserEntry> users, List<ItemEntry> items);

    /** All that was written before reaches this far. */
    void reached(int part, Progress progress);

    /** The store did not take it. */
    final class UnreachableException extends RuntimeException {
        public UnreachableException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
